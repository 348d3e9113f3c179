using Unroll.Layers;
using Unroll.Models;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Layers;

/// <summary>Keras' attention layers: their formulas in double, forwards and, by central differences, backwards.</summary>
public sealed class AttentionLayerTests
{
    const int Queries = 3, Keys = 5, Batch = 2, Features = 4;

    static readonly byte[] s_mask = [1, 1, 1, 1, 0, 1, 1, 1, 1, 0];

    public static TheoryData<string> Kinds => ["multi head", "dot", "scaled dot", "concat", "scaled concat", "additive", "plain additive"];

    static AttentionLayer Create(string kind, bool causal = false, float dropout = 0) => kind switch
    {
        "multi head" => new MultiHeadAttention(2, 3) { ValueDim = 5, UseCausalMask = causal, Dropout = dropout },
        "dot" => new Attention { UseCausalMask = causal, Dropout = dropout },
        "scaled dot" => new Attention { UseScale = true, UseCausalMask = causal, Dropout = dropout },
        "concat" => new Attention { Mode = ScoreMode.Concatenate, UseCausalMask = causal, Dropout = dropout },
        "scaled concat" => new Attention { Mode = ScoreMode.Concatenate, UseScale = true, UseCausalMask = causal, Dropout = dropout },
        "additive" => new AdditiveAttention { UseCausalMask = causal, Dropout = dropout },
        _ => new AdditiveAttention { UseScale = false, UseCausalMask = causal, Dropout = dropout },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Forward_AndAllGradients_AgreeWithTheFormula(string kind)
    {
        foreach (bool masked in new[] { false, true })
            foreach (bool causal in new[] { false, true })
                Compare(kind, masked, causal);
    }

    static void Compare(string kind, bool masked, bool causal)
    {
        var model = new TwoInputs(Create(kind, causal));
        model.Build([Queries, Features], [Keys, Features]);
        foreach (Parameter parameter in model.Parameters.Parameters)
            RandomArray.Uniform(parameter.Values.Length, parameter.Values.Length, -0.6f, 0.9f).CopyTo(parameter.Values);
        float[] queries = RandomArray.Uniform(Queries * Batch * Features, 1), values = RandomArray.Uniform(Keys * Batch * Features, 2);
        double[][] inputs = [.. new[] { queries, values }.Concat(model.GetWeights()).Select(array => TensorAssert.Doubles(array))];
        byte[]? mask = masked ? s_mask : null;
        double[] expected = Reference(kind, inputs, mask, causal);

        using var step = new TestStep();
        Tensor query = step.Input([Queries, Batch, Features], queries);
        Tensor value = masked ? step.Masked([Keys, Batch, Features], values, s_mask) : step.Input([Keys, Batch, Features], values);
        LayerContext context = step.Context();
        context.SideInputs = [value];
        Tensor output = model.Forward(context, query);
        TensorAssert.Close(expected, output.Values, TensorAssert.Forward, $"masked {masked}, causal {causal}: output");

        float[] weights = RandomArray.Uniform(expected.Length, 3);
        model.Parameters.BeginPass();
        step.Tape.Backward(output, weights);
        double Loss() => Reference(kind, inputs, mask, causal).Zip(weights, (y, w) => y * w).Sum();
        for (int i = 0; i < inputs.Length; i++)
        {
            double[] gradient = [.. Enumerable.Range(0, inputs[i].Length).Select(j => Difference(inputs[i], j, Loss))];
            ReadOnlySpan<float> actual = i == 0 ? query.Gradients : i == 1 ? value.Gradients : model.Parameters.Parameters[i - 2].Gradients;

            // A bias of keys moves all scores of a query alike: what is left of its gradient is noise.
            if (gradient.Max(Math.Abs) > 1e-6)
                TensorAssert.Close(gradient, actual, TensorAssert.Gradient, $"masked {masked}, causal {causal}: gradient {i}");
        }
    }

    static double Difference(double[] x, int j, Func<double> loss)
    {
        double kept = x[j];
        x[j] = kept + 1e-5;
        double above = loss();
        x[j] = kept - 1e-5;
        double below = loss();
        x[j] = kept;
        return (above - below) / 2e-5;
    }

    /// <summary>The formula of a layer: x[0] are queries, x[1] values and keys, the rest weights.</summary>
    static double[] Reference(string kind, double[][] x, byte[]? mask, bool causal)
    {
        bool isMultiHead = kind == "multi head";
        int heads = isMultiHead ? 2 : 1, size = isMultiHead ? 3 : Features, valueSize = isMultiHead ? 5 : Features;
        double[] q = isMultiHead ? Projected(x[0], x[2], x[3]) : x[0], k = isMultiHead ? Projected(x[1], x[4], x[5]) : x[1];
        double[] v = isMultiHead ? Projected(x[1], x[6], x[7]) : x[1];
        double[] contexts = new double[Queries * Batch * heads * valueSize];
        for (int row = 0; row < Batch; row++)
            for (int head = 0; head < heads; head++)
                for (int i = 0; i < Queries; i++)
                {
                    double[] weights = new double[Keys];
                    for (int j = 0; j < Keys; j++)
                    {
                        double score = 0;
                        for (int c = 0; c < size; c++)
                            score += Term(kind, x, q[((i * Batch) + row) * heads * size + (head * size) + c],
                                k[((j * Batch) + row) * heads * size + (head * size) + c], c);
                        weights[j] = (mask is null || mask[(j * Batch) + row] != 0) && (!causal || j <= i) ? Math.Exp(score) : 0;
                    }

                    for (int j = 0; j < Keys; j++)
                        for (int c = 0; c < valueSize; c++)
                            contexts[((i * Batch) + row) * heads * valueSize + (head * valueSize) + c] +=
                                weights[j] / weights.Sum() * v[((j * Batch) + row) * heads * valueSize + (head * valueSize) + c];
                }

        return isMultiHead ? Projected(contexts, x[8], x[9]) : contexts;
    }

    static double Term(string kind, double[][] x, double q, double k, int c) => kind switch
    {
        "multi head" => q * k / Math.Sqrt(3),
        "dot" => q * k,
        "scaled dot" => x[2][0] * q * k,
        "concat" => x[2][0] * Math.Tanh(q + k),
        "scaled concat" => x[3][0] * Math.Tanh(x[2][0] * (q + k)),
        "additive" => x[2][c] * Math.Tanh(q + k),
        _ => Math.Tanh(q + k),
    };

    static double[] Projected(double[] x, double[] kernel, double[] bias)
    {
        int features = kernel.Length / bias.Length;
        return [.. x.Chunk(features).SelectMany(row => bias.Select((b, unit) => b + row.Select((value, i) => value * kernel[(i * bias.Length) + unit]).Sum()))];
    }

    [Fact]
    public void MultiHeadAttention_HasTheWeightsOfKeras()
    {
        Sequential model = LayerStep.Built([-1, 6], new MultiHeadAttention(2, 3) { ValueDim = 5 });
        Assert.Equal(
            [("query.kernel", "(6, 2, 3)"), ("query.bias", "(2, 3)"), ("key.kernel", "(6, 2, 3)"), ("key.bias", "(2, 3)"), ("value.kernel", "(6, 2, 5)"),
                ("value.bias", "(2, 5)"), ("attention_output.kernel", "(2, 5, 6)"), ("attention_output.bias", "(6,)")],
            model.Parameters.Parameters.Select(parameter => (parameter.Name["multi_head_attention.".Length..], parameter.Shape.ToString())));
        Assert.Equal([-1, 6], model.OutputShape);
        Assert.Equal(4, LayerStep.Built([-1, 6], new MultiHeadAttention(2, 3) { UseBias = false }).Parameters.Parameters.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Predict_IsTheSameToTheBit_WhateverPaddingFollows(string kind)
    {
        var model = new Sequential(new Masking(), Create(kind), new Dense(2)) { Seed = 3 };
        model.Build([-1, Features]);
        float[] x = RandomArray.Uniform(7 * Features, 1), padded = [.. x, .. new float[12 * Features]];
        Assert.Equal(model.Predict(x, steps: 7), model.Predict(padded, steps: 19)[..(7 * 2)]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void UseCausalMask_KeepsTheFutureOut(string kind)
    {
        var model = new Sequential(Create(kind, causal: true)) { Seed = 3 };
        model.Build([-1, Features]);
        float[] x = RandomArray.Uniform(9 * Features, 1);
        Assert.Equal(model.Predict(x.AsSpan(0, 4 * Features), steps: 4), model.Predict(x, steps: 9)[..(4 * Features)]);
    }

    [Fact]
    public void Forward_PassesTheMaskOfTheQueryOn_AndClearsMaskedQueriesAsKerasDoes()
    {
        using var step = new TestStep();
        foreach (string kind in new[] { "dot", "additive" })
        {
            AttentionLayer layer = Create(kind);
            LayerStep.Built([5, Features], layer);
            Tensor x = step.Masked([Keys, Batch, Features], RandomArray.Uniform(Keys * Batch * Features, 1), s_mask);
            Tensor y = layer.Forward(step.Context(), x);
            Assert.Equal(s_mask, y.Mask.ToArray());
            for (int row = 0; row < s_mask.Length; row++)
                Assert.Equal(s_mask[row] == 0, y.Values.Slice(row * Features, Features).IndexOfAnyExcept(0) < 0);
        }
    }

    [Fact]
    public void Forward_LeavesOutWhatValueOrKeyMask()
    {
        using var step = new TestStep();
        var layer = new Attention();
        LayerStep.Built([Keys, Features], layer);
        float[] x = RandomArray.Uniform(Keys * Batch * Features, 1);
        byte[] first = [1, 1, 0, 1, 1, 1, 1, 1, 1, 1], second = [1, 1, 1, 1, 1, 1, 1, 1, 1, 0], both = [1, 1, 0, 1, 1, 1, 1, 1, 1, 0];
        Tensor query = step.Input([Keys, Batch, Features], x);
        float[] expected = layer.Forward(step.Context(), query, step.Masked(query.Shape, x, both)).Values.ToArray();
        Assert.Equal(expected, layer.Forward(step.Context(), query, step.Masked(query.Shape, x, first), step.Masked(query.Shape, x, second)).Values.ToArray());
        Assert.Equal(expected, layer.Forward(step.Context(), query, step.Input(query.Shape, x), step.Masked(query.Shape, x, both)).Values.ToArray());
    }

    [Fact]
    public void ForwardWithScores_GivesTheWeightsOfEveryHead()
    {
        using var step = new TestStep();
        var layer = new MultiHeadAttention(2, 3);
        LayerStep.Built([-1, Features], layer);
        Tensor query = step.Input([Queries, Batch, Features], RandomArray.Uniform(Queries * Batch * Features, 1));
        Tensor scores = layer.ForwardWithScores(step.Context(), query, step.Masked([Keys, Batch, Features], new float[Keys * Batch * Features], s_mask)).Scores;
        Assert.Equal([Batch, 2, Queries, Keys], scores.Shape);
        Assert.All(scores.Values[..(2 * Queries * Keys)].ToArray().Chunk(Keys), row => Assert.Equal([0.25f, 0.25f, 0, 0.25f, 0.25f], row));
    }

    [Fact]
    public void Dropout_IsDrawnAnewInEveryStepOfTraining_AndLeftOutOtherwise()
    {
        using var step = new TestStep();
        foreach (string kind in new[] { "multi head", "dot", "additive" })
        {
            AttentionLayer layer = Create(kind, dropout: 0.5f);
            LayerStep.Built([-1, Features], layer);
            Tensor x = step.Input([20, Batch, Features], RandomArray.Uniform(20 * Batch * Features, 1));
            LayerContext training = step.Context(trains: true);
            float[] first = layer.Forward(training, x).Values.ToArray(), plain = layer.Forward(step.Context(), x).Values.ToArray();
            Assert.NotEqual(first, plain);
            Assert.NotEqual(first, layer.Forward(training, x).Values.ToArray());
            Assert.Equal(plain, layer.Forward(step.Context(), x).Values.ToArray());
        }
    }

    [Fact]
    public void Build_Throws_NamingTheLayerAndTheShapes()
    {
        void Names(Layer layer, Shape query, Shape[] others, params string[] parts)
        {
            string message = Assert.Throws<ShapeMismatchException>(() => new TwoInputs(layer).Build(query, others)).Message;
            Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
        }

        Names(new MultiHeadAttention(2, 3), [4], [], "multi_head_attention", "[time, features]", "(4,)");
        Names(new Attention(), [3, 4], [[5, 6]], "attention", "4 features", "(5, 6)");
        Names(new AdditiveAttention(), [3, 4], [[5, 6]], "additive_attention", "4 features", "(5, 6)");
        Names(new Attention(), [3, 4], [[5, 4], [6, 4]], "attention", "5 values", "(6, 4)");
    }

    [Fact]
    public void Forward_Throws_NamingTheInput()
    {
        using var step = new TestStep();
        foreach (string kind in Kinds)
        {
            AttentionLayer layer = Create(kind);
            LayerStep.Built([-1, Features], layer);
            Tensor right = step.Input([3, 2, Features], new float[6 * Features]), wrong = step.Input([3, 2, Features + 1], new float[6 * (Features + 1)]);
            Assert.Equal("query", Assert.Throws<ShapeMismatchException>(() => layer.Forward(step.Context(), wrong, right)).ParamName);
            Assert.Equal("value", Assert.Throws<ShapeMismatchException>(() => layer.Forward(step.Context(), right, wrong, right)).ParamName);
            Assert.Equal("key", Assert.Throws<ShapeMismatchException>(() => layer.Forward(step.Context(), right, right, wrong)).ParamName);
            Assert.Throws<InvalidOperationException>(() => Create(kind).Forward(step.Context(), right));
        }
    }

    /// <summary>A layer that attends from the input to the first side input.</summary>
    sealed class TwoInputs(Layer layer) : Model
    {
        protected override Shape BuildLayers(ModelBuilder builder, Shape input) =>
            builder.Add(layer, input, [.. Enumerable.Range(0, builder.SideInputCount).Select(builder.SideInput)]);

        public override Tensor Forward(LayerContext context, Tensor input) => ((AttentionLayer)layer).Forward(context, input, context.SideInput(0));
    }
}
