using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Data;

/// <summary>Weights of samples and of their time steps.</summary>
public sealed class SampleWeightTests
{
    const int Count = 3, Time = 4;
    static readonly float[] s_x = RandomArray.Uniform(Count * Time * 2, 1), s_y = RandomArray.Uniform(Count * Time, 2);
    static readonly float[,] s_weights = { { 1, 0, 2, 0.5f }, { 3, 1, 0.25f, 0 }, { 0, 0, 1, 4 } };

    [Fact]
    public void Loss_IsTheSumOfWeightedSteps_DividedByTheirNumber()
    {
        Sequential model = Fresh(Loss.MeanSquaredError);
        float[] predictions = model.Predict(s_x);
        double expected = 0;
        for (int sample = 0; sample < Count; sample++)
            for (int time = 0; time < Time; time++)
                expected += s_weights[sample, time] * Math.Pow(predictions[(sample * Time) + time] - s_y[(sample * Time) + time], 2);
        Assert.Equal(expected / (Count * Time), Gradients(model, Data(s_weights)).Loss, 1e-6);
    }

    /// <summary>The gradients of every weight, against central differences of the loss.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gradients_AgreeWithFiniteDifferences(bool ids)
    {
        int[] classes = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0];
        Sequential model = ids ? Fresh(Loss.SparseCategoricalCrossentropy) : Fresh(Loss.MeanSquaredError);
        ArrayData data = ids ? new(new Samples(s_x, [Time, 2]), new Samples(classes, [Time])) { SampleWeights = s_weights } : Data(s_weights);
        float[] gradients = Gradients(model, data).Gradients;
        const float Difference = 1e-2f;
        Span<float> weights = model.Parameters.Values;
        for (int i = 0; i < gradients.Length; i++)
        {
            float value = weights[i];
            double above = LossAt(value + Difference), below = LossAt(value - Difference);
            LossAt(value);
            Assert.Equal((above - below) / (2 * Difference), gradients[i], 2e-3);

            double LossAt(float changed)
            {
                model.Parameters.Values[i] = changed;
                model.Parameters.NotifyChanged();
                return model.Evaluate(data, Count, workers: 1)["loss"];
            }
        }

        Assert.Contains(gradients, gradient => Math.Abs(gradient) > 0.05);
    }

    [Fact]
    public void WeightsOfSteps_ThatAreAlikeInASample_AreWeightsOfSamples()
    {
        float[,] alike = { { 2, 2, 2, 2 }, { 0.5f, 0.5f, 0.5f, 0.5f }, { 1, 1, 1, 1 } };
        Sequential steps = Fresh(Loss.MeanSquaredError), samples = Fresh(Loss.MeanSquaredError);
        Assert.Equal(Gradients(samples, Data((float[])[2, 0.5f, 1])), Gradients(steps, Data(alike)), (one, other) =>
            one.Loss == other.Loss && one.Gradients.SequenceEqual(other.Gradients));
    }

    [Fact]
    public void WeightsOfSteps_FollowTheirSamples_WhenShuffledAndSplit()
    {
        var weights = new float[40, Time];
        for (int i = 0; i < 40; i++)
            for (int time = 0; time < Time; time++)
                weights[i, time] = (10 * i) + time;
        float[] numbers = [.. Enumerable.Range(0, 40).Select(i => (float)i)];
        ArrayData data = (ArrayData)new ArrayData(new Samples([.. numbers.SelectMany(i => Enumerable.Repeat(i, Time))], [Time, 1]),
            new Samples([.. numbers.SelectMany(i => Enumerable.Repeat(i, Time))], [Time, 1]))
        { SampleWeights = weights }.Split(0.5).Validation;
        var arena = new Arena();
        Batch batch = data.Cut(arena, 7, 1, Unroll.Randomness.RandomKey.FromSeed(3));
        Assert.Equal(new Shape(Time, 7, 1), batch.SampleWeights.Shape);
        for (int time = 0; time < Time; time++)
            for (int row = 0; row < 7; row++)
                Assert.Equal((10 * batch.Inputs.Values[(time * 7) + row]) + time, batch.SampleWeights.Values[(time * 7) + row]);
    }

    [Fact]
    public void ClassWeights_MultiplyWeightsOfSteps()
    {
        int[] classes = [0, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0];
        var both = new float[Count, Time];
        for (int i = 0; i < classes.Length; i++)
            both[i / Time, i % Time] = s_weights[i / Time, i % Time] * (classes[i] == 1 ? 4 : 1);
        Assert.Equal(LossOf(both, null), LossOf(s_weights, new Dictionary<int, float> { [1] = 4 }), 1e-6);

        double LossOf(float[,] weights, IReadOnlyDictionary<int, float>? classWeights) => Fresh(Loss.SparseCategoricalCrossentropy)
            .Fit(new ArrayData(new Samples(s_x, [Time, 2]), new Samples(classes, [Time])) { SampleWeights = weights },
                new FitOptions { ClassWeights = classWeights, Workers = 1 })["loss"][0];
    }

    [Fact]
    public void SampleWeights_NameBothShapes_WhenTheyDoNotFit()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => Data(new float[Count, Time + 1]));
        Assert.Contains("(3, 5)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(3, 4, 1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("[samples, time] = (3, 4)", error.Message, StringComparison.Ordinal);
        Assert.Equal("SampleWeights", error.ParamName);

        // Targets without time have no steps to weigh.
        error = Assert.Throws<ShapeMismatchException>(() =>
            new ArrayData(new Samples(s_x, [Time, 2]), new Samples(s_y[..Count], [1])) { SampleWeights = s_weights });
        Assert.Contains("(3, 1)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("[samples, time]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => Data(new float[Count * Time]));
    }

    [Fact]
    public void SampleWeights_NameTheStep_WhenOneIsNoWeight()
    {
        float[,] weights = (float[,])s_weights.Clone();
        weights[1, 2] = -1;
        Assert.Contains("sample 1, step 2, is -1", Assert.Throws<ArgumentException>(() => Data(weights)).Message, StringComparison.Ordinal);
        Assert.Contains("ids", Assert.Throws<ArgumentException>(() => Data(new int[] { 1, 2, 3 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RunStep_AllocatesNothing_WithWeightsOfSteps()
    {
        using var trainer = new Trainer(Fresh(Loss.MeanSquaredError), Data(s_weights), new FitOptions { BatchSize = 2, StepsPerEpoch = 5, Epochs = 10000 });
        for (int i = 0; i < 5; i++)
            trainer.RunStep();
        trainer.Rewind();
        Assert.Equal(0, Allocation.Least(() =>
        {
            while (trainer.RunStep())
            {
            }

            trainer.Rewind();
        }));
    }

    static ArrayData Data(Samples weights) => new(new Samples(s_x, [Time, 2]), new Samples(s_y, [Time, 1])) { SampleWeights = weights };

    static Sequential Fresh(Loss loss)
    {
        Layer output = loss is MeanSquaredError ? new Dense(1) : new Dense(2, Activation.Softmax);
        Sequential model = new Sequential(new Gru(3) { ReturnSequences = true }, output) { Seed = 4 }.Compile(new Sgd(0.1f), loss);
        model.Build([Time, 2]);
        return model;
    }

    static (double Loss, float[] Gradients) Gradients(Model model, ArrayData data)
    {
        using var step = new TrainingStep(model, 1);
        double loss = step.Accumulate(data, data.Count, 0);
        return (loss, model.Parameters.Gradients.ToArray());
    }
}
