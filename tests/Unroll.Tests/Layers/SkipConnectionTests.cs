using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Layers;

public sealed class SkipConnectionTests
{
    const int Steps = 4, Features = 2, Units = 3;

    /// <summary>[x, x·W + b], nested: [x, [x·W + b, (x·W + b)·V + c]].</summary>
    [Fact]
    public void Forward_AgreesWithItsFormula_AndBackwardWithFiniteDifferences()
    {
        float[] w = RandomArray.Uniform(Features * 2, 1), b = RandomArray.Uniform(2, 2), v = RandomArray.Uniform(2 * 3, 3), c = RandomArray.Uniform(3, 4);
        var layer = new SkipConnection(new Dense(2), new SkipConnection(new Dense(3)));
        Model model = new Sequential(layer).Build([-1, Features]);
        Assert.Equal(new Shape(-1, 7), model.OutputShape);
        model.SetWeights(w, b, v, c);
        layer.Trainable = false;
        GradientCheck.Run((tape, x) => layer.Forward(new LayerContext(tape), x[0]), x => [.. x[0].Chunk(Features).SelectMany(row =>
        {
            double[] first = Dense(row, w, b);
            return (double[])[.. row, .. first, .. Dense(first, v, c)];
        })], GradientCheck.Uniform([3, 2, Features], 5));
    }

    /// <summary>The same model written by hand, with the concatenation in its Forward.</summary>
    [Fact]
    public void Fit_EndsInTheBits_OfAModelThatConcatenatesItself()
    {
        Model nested = new Sequential(new Gru(Units) { ReturnSequences = true },
            new SkipConnection(new Lstm(Units) { ReturnSequences = true }, new SkipConnection(new SimpleRnn(Units) { ReturnSequences = true })), new Dense(1));
        Model own = new Concatenating();
        float[] x = RandomArray.Uniform(6 * Steps * Features, 1), y = RandomArray.Uniform(6 * Steps, 2);
        var data = new ArrayData(x, [Steps, Features], y, [Steps, 1]);
        own.Build([Steps, Features]);
        nested.Build([Steps, Features]).SetWeights(own.GetWeights());
        float[] before = own.Predict(x);
        foreach (Model model in new[] { nested, own })
            model.Compile(new Adam(0.01f), Loss.MeanSquaredError).Fit(data, new FitOptions { Epochs = 3, BatchSize = 4 });
        Assert.NotEqual(before, own.Predict(x));
        Assert.Equal(own.GetWeights(), nested.GetWeights());
        Assert.Equal(own.Predict(x), nested.Predict(x));
    }

    [Fact]
    public void Continue_CarriesTheStatesOfInnerLayers()
    {
        Sequential model = LayerStep.Built([-1], new Embedding(5, Features), new Gru(Units) { ReturnSequences = true },
            new SkipConnection(new Lstm(Units) { ReturnSequences = true }), new Dense(5));
        Assert.True(model.Layers[2].Layer.ReadsStepByStep);
        using var session = new InferenceSession(model, 1, carriesState: true);
        float[] whole = model.Predict([1, 4, 2, 0], steps: 4);
        int[] ids = [1, 4, 2, 0];
        for (int i = 0; i < ids.Length; i++)
            Assert.Equal(whole[(5 * i)..(5 * i + 5)], session.Continue([ids[i]]).ToArray());
    }

    [Fact]
    public void Parameters_AreNamedByTheNesting_AndFrozenWithIt()
    {
        var skip = new SkipConnection(new Gru(Units) { ReturnSequences = true }, new SkipConnection(new Dense(2)));
        Sequential model = LayerStep.Built([-1, Features], skip);
        Assert.Equal(
            [
                "skip_connection.gru.kernel", "skip_connection.gru.recurrent_kernel", "skip_connection.gru.bias",
                "skip_connection.skip_connection.dense.kernel", "skip_connection.skip_connection.dense.bias",
            ], model.Parameters.Parameters.Select(parameter => parameter.Name));
        skip.Trainable = false;
        Assert.Equal(0, model.Parameters.TrainableCount);
        Sequential made = Sequential.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), made.ToJson());
    }

    [Fact]
    public void ReadsStepByStep_IsFalse_WhereAnInnerLayerReadsFromTheEnd() =>
        Assert.False(new SkipConnection(new Gru(2) { ReturnSequences = true, GoBackwards = true }).ReadsStepByStep);

    [Fact]
    public void Build_Throws_WhereTheStackDoesNotKeepTheSteps()
    {
        var model = new Sequential(new SkipConnection(new Gru(Units)));
        Assert.Contains("(4, 2)", Assert.Throws<ShapeMismatchException>(() => model.Build([Steps, Features])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => new Sequential(new SkipConnection(new Embedding(3, 2))).Build([Steps]));
        Assert.Equal("layers", Assert.Throws<ArgumentException>(() => new SkipConnection()).ParamName);
    }

    static double[] Dense(double[] x, float[] w, float[] b) =>
        [.. b.Select((bias, unit) => bias + x.Select((value, i) => value * w[(i * b.Length) + unit]).Sum())];

    sealed class Concatenating : Model
    {
        readonly Gru _first = new(Units) { ReturnSequences = true };
        readonly Lstm _second = new(Units) { ReturnSequences = true };
        readonly SimpleRnn _third = new(Units) { ReturnSequences = true };
        readonly Dense _output = new(1);

        public override Tensor Forward(LayerContext context, Tensor input)
        {
            Tensor first = _first.Forward(context, input), second = _second.Forward(context, first), third = _third.Forward(context, second);
            return _output.Forward(context, context.Tape.Concatenate(first, context.Tape.Concatenate(second, third)));
        }

        protected override Shape BuildLayers(ModelBuilder builder, Shape input)
        {
            Shape first = builder.Add(_first, input), second = builder.Add(_second, first), third = builder.Add(_third, second);
            return builder.Add(_output, third.WithLast(3 * Units));
        }
    }
}
