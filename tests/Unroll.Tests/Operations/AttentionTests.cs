using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class AttentionTests
{
    const int Queries = 3, Keys = 4, Batch = 2;

    [Fact]
    public void DotProductAttention_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.DotProductAttention(x[0], x[1], x[2], new AttentionOptions { Heads = 2, Scale = 0.7f, Bias = x[3] }).Context,
        x => Reference(x[0], x[1], x[2], 2, 0.7f, x[3]),
        GradientCheck.Uniform([Queries, Batch, 6], 1), GradientCheck.Uniform([Keys, Batch, 6], 2), GradientCheck.Uniform([Keys, Batch, 4], 3),
        GradientCheck.Uniform([2, Queries, Keys], 4));

    [Fact]
    public void DotProductAttention_AgreesWithReference_WhenCausal() => GradientCheck.Run(
        (tape, x) => tape.DotProductAttention(x[0], x[1], x[2], new AttentionOptions { IsCausal = true, FirstQuery = 1 }).Context,
        x => Reference(x[0], x[1], x[2], 1, 1, first: 1),
        GradientCheck.Uniform([Queries, Batch, 5], 1), GradientCheck.Uniform([Keys, Batch, 5], 2), GradientCheck.Uniform([Keys, Batch, 5], 3));

    [Fact]
    public void DotProductAttention_AddsTheGradientsOfOneTensor_InAllThreePlaces() => GradientCheck.Run(
        (tape, x) => tape.DotProductAttention(x[0], x[0], x[0], new AttentionOptions { Heads = 2 }).Context, x => Reference(x[0], x[0], x[0], 2, 1),
        GradientCheck.Uniform([Keys, Batch, 6], 1));

    [Fact]
    public void DotProductAttention_LeavesMaskedKeysOut() => GradientCheck.Run((tape, x) =>
    {
        Tensor value = tape.Arena.AttachMask(x[2]);
        new byte[] { 1, 0, 1, 1, 0, 1, 1, 1 }.CopyTo(value.Mask);
        return tape.DotProductAttention(x[0], x[1], value, new AttentionOptions()).Context;
    }, x => Reference(x[0], x[1], x[2], 1, 1, mask: [1, 0, 1, 1, 0, 1, 1, 1]),
        GradientCheck.Uniform([Queries, Batch, 5], 1), GradientCheck.Uniform([Keys, Batch, 5], 2), GradientCheck.Uniform([Keys, Batch, 3], 3));

    [Fact]
    public void AdditiveAttention_AgreesWithReference() => GradientCheck.Run(
        (tape, x) => tape.AdditiveAttention(x[0], x[1], x[2], x[3], new AttentionOptions()).Context,
        x => Reference(x[0], x[1], x[2], 1, 1, additive: x[3]),
        GradientCheck.Uniform([Queries, Batch, 5], 1), GradientCheck.Uniform([Keys, Batch, 5], 2), GradientCheck.Uniform([Keys, Batch, 3], 3),
        GradientCheck.Uniform([5], 4));

    [Fact]
    public void AdditiveAttention_AddsTheGradientsOfOneTensor_InAllThreePlaces() => GradientCheck.Run(
        (tape, x) => tape.AdditiveAttention(x[0], x[0], x[0], x[1], new AttentionOptions()).Context,
        x => Reference(x[0], x[0], x[0], 1, 1, additive: x[1]), GradientCheck.Uniform([Keys, Batch, 5], 1), GradientCheck.Uniform([5], 4));

    [Fact]
    public void CopyWeights_GivesWhatTheContextIsMadeWith()
    {
        using var step = new TestStep();
        Tensor query = step.Input([Queries, Batch, 6], RandomArray.Uniform(Queries * Batch * 6, 1));
        Tensor value = step.Input([Keys, Batch, 6], new float[Keys * Batch * 6]);
        for (int key = 0; key < Keys; key++)
            value.Values.Slice(key * Batch * 6, Batch * 6).Fill(key);
        AttentionResult result = step.Tape.DotProductAttention(query, step.Input([Keys, Batch, 6], RandomArray.Uniform(Keys * Batch * 6, 2)), value,
            new AttentionOptions { Heads = 3 });
        Tensor weights = result.CopyWeights(step.Tape);
        Assert.Equal([Batch, 3, Queries, Keys], weights.Shape);

        // Row 1, head 2, query 1.
        ReadOnlySpan<float> row = weights.Values.Slice(((1 * 3 + 2) * Queries + 1) * Keys, Keys);
        Assert.Equal(row[1] + (2 * row[2]) + (3 * row[3]), result.Context.Values[((1 * Batch) + 1) * 6 + 4], 1e-5f);
    }

    [Fact]
    public void Dropout_LeavesWeightsOut_AndScalesTheOthers()
    {
        using var step = new TestStep();
        Tensor zeros = step.Input([50, 1, 2], new float[100]), ones = step.Input([50, 1, 2], [.. Enumerable.Repeat(1f, 100)]);
        var options = new AttentionOptions { Dropout = 0.4f, DropoutKey = Unroll.Randomness.RandomKey.FromSeed(1) };
        float[] context = step.Tape.DotProductAttention(zeros, zeros, ones, options).Context.Values.ToArray();
        Assert.Equal(1, context.Average(), 0.05f);
        Assert.True(context.Distinct().Count() > 5);
        Assert.Equal(context, step.Tape.DotProductAttention(zeros, zeros, ones, options).Context.Values.ToArray());
    }

    [Fact]
    public void Attention_Throws_NamingTheArgument()
    {
        using var step = new TestStep();
        Tensor Input(params int[] extents) => step.Input(new Shape(extents), new float[new Shape(extents).Length]);
        void Names(string argument, Func<AttentionResult> run) => Assert.Equal(argument, Assert.Throws<ShapeMismatchException>(() => run()).ParamName);
        Tape tape = step.Tape;
        Names("query", () => tape.DotProductAttention(Input(2, 5), Input(2, 1, 5), Input(2, 1, 5), new()));
        Names("query", () => tape.DotProductAttention(Input(2, 1, 5), Input(2, 1, 5), Input(2, 1, 5), new() { Heads = 2 }));
        Names("key", () => tape.DotProductAttention(Input(2, 1, 5), Input(2, 1, 4), Input(2, 1, 5), new()));
        Names("key", () => tape.DotProductAttention(Input(2, 1, 5), Input(2, 2, 5), Input(2, 1, 5), new()));
        Names("value", () => tape.DotProductAttention(Input(2, 1, 5), Input(3, 1, 5), Input(2, 1, 5), new()));
        Names("Bias", () => tape.DotProductAttention(Input(2, 1, 5), Input(3, 1, 5), Input(3, 1, 5), new() { Bias = Input(1, 3, 2) }));
        Names("weights", () => tape.AdditiveAttention(Input(2, 1, 5), Input(3, 1, 5), Input(3, 1, 5), Input(4), new()));
        Assert.Equal("options", Assert.Throws<ArgumentException>(() => tape.AdditiveAttention(Input(2, 1, 4), Input(3, 1, 4), Input(3, 1, 4), Input(4),
            new() { Heads = 2 })).ParamName);
    }

    /// <summary>softmax(scores)·v, all arrays as those of the operation lie.</summary>
    static double[] Reference(double[] q, double[] k, double[] v, int heads, float scale, double[]? bias = null, int? first = null, byte[]? mask = null,
        double[]? additive = null)
    {
        int keys = mask?.Length / Batch ?? Keys, queries = q.Length == k.Length && ReferenceEquals(q, k) ? keys : Queries;
        int size = k.Length / (keys * Batch * heads), valueSize = v.Length / (keys * Batch * heads);
        double[] context = new double[queries * Batch * heads * valueSize];
        for (int row = 0; row < Batch; row++)
            for (int head = 0; head < heads; head++)
                for (int i = 0; i < queries; i++)
                {
                    double[] exponentials = new double[keys];
                    for (int j = 0; j < keys; j++)
                    {
                        double score = 0;
                        for (int c = 0; c < size; c++)
                        {
                            double left = q[((((i * Batch) + row) * heads) + head) * size + c], right = k[((((j * Batch) + row) * heads) + head) * size + c];
                            score += additive is null ? left * right : additive[c] * Math.Tanh(left + right);
                        }

                        bool seen = (first is null || j <= first + i) && (mask is null || mask[(j * Batch) + row] != 0);
                        exponentials[j] = seen ? Math.Exp((score * scale) + (bias?[(((head * queries) + i) * keys) + j] ?? 0)) : 0;
                    }

                    for (int j = 0; j < keys; j++)
                        for (int c = 0; c < valueSize; c++)
                            context[((((i * Batch) + row) * heads) + head) * valueSize + c] +=
                                exponentials[j] / exponentials.Sum() * v[((((j * Batch) + row) * heads) + head) * valueSize + c];
                }

        return context;
    }
}
