using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class DynamicEvaluationTests
{
    const double Rate = 0.05, Decay = 0.4, Epsilon = 0.5;

    /// <summary>Two weights, a mean squared error, and the formulas in doubles.</summary>
    [Fact]
    public void Evaluate_MeasuresAndThenFollowsEachBatch()
    {
        float[] trainingInputs = RandomArray.Uniform(2 * 7, 1), trainingTargets = RandomArray.Uniform(7, 2);
        float[] inputs = RandomArray.Uniform(2 * 5, 3), targets = RandomArray.Uniform(5, 4);
        Model model = Linear();
        double[] w = TensorAssert.Doubles(model.GetWeights()[0]), trained = [.. w], squares = new double[2];
        for (int row = 0; row < 7; row += 2)
        {
            (_, double[] gradient) = MeanSquaredError(w, trainingInputs, trainingTargets, row, Math.Min(7, row + 2));
            for (int i = 0; i < 2; i++)
                squares[i] += gradient[i] * gradient[i] / 4;
        }

        double[] sizes = [.. squares.Select(Math.Sqrt)];
        double mean = sizes.Average(), sum = 0;
        for (int row = 0; row < 5; row += 2)
        {
            int end = Math.Min(5, row + 2);
            (double loss, double[] gradient) = MeanSquaredError(w, inputs, targets, row, end);
            sum += loss * (end - row);
            for (int i = 0; i < 2; i++)
                w[i] += (Math.Min(1, Decay * sizes[i] / mean) * (trained[i] - w[i])) - (Rate * gradient[i] / (sizes[i] + (Epsilon * mean)));
        }

        IReadOnlyDictionary<string, double> values = new DynamicEvaluation { LearningRate = Rate, Decay = Decay, Epsilon = Epsilon }.Evaluate(
            model, new ArrayData(trainingInputs, [2], trainingTargets, [1]), 2, new ArrayData(inputs, [2], targets, [1]), 2);
        Assert.Equal(sum / 5, values["loss"], 1e-6);
        Assert.NotEqual(model.Evaluate(new ArrayData(inputs, [2], targets, [1]))["loss"], values["loss"], 1e-3);
        Assert.Equal(trained, TensorAssert.Doubles(model.GetWeights()[0]));
    }

    [Fact]
    public void Evaluate_IsThePlainEvaluation_WhenNothingMoves()
    {
        Model model = Writer();
        IReadOnlyDictionary<string, double> plain = model.Evaluate(Text(300, 2), batchSize: 1);
        Assert.Equal(plain, new DynamicEvaluation { LearningRate = 0 }.Evaluate(model, Text(200, 1), 4, Text(300, 2)));
        Assert.Equal(plain["accuracy"], model.Metrics[0].Result);
    }

    [Fact]
    public void Evaluate_LowersTheLoss_OfATextUnlikeTheTraining()
    {
        Model model = Writer();
        int[] ids = [.. Enumerable.Range(0, 400).Select(i => i % 3)];
        var data = new StreamData(ids, 8, 5, CharacterInput.Embedding);
        double plain = model.Evaluate(data, batchSize: 1)["loss"];
        Assert.True(new DynamicEvaluation { LearningRate = 0.01 }.Evaluate(model, Text(200, 1), 4, data)["loss"] < plain - 0.3);
    }

    [Fact]
    public void Evaluate_GivesTheSameBits_ForAnyNumberOfWorkers_AndTwice()
    {
        Model model = Writer();
        var dynamic = new DynamicEvaluation { LearningRate = 0.01, Decay = 0.05 };
        double[] losses = [.. new[] { 1, 1, 2, 3 }.Select(workers => dynamic.Evaluate(model, Text(200, 1), 4, Text(300, 2), workers: workers)["loss"])];
        Assert.All(losses, loss => Assert.Equal(losses[0], loss));
    }

    [Fact]
    public void Evaluate_LeavesFrozenWeightsAlone()
    {
        Model model = Writer();
        double plain = model.Evaluate(Text(300, 2), batchSize: 1)["loss"];
        foreach (BuiltLayer layer in model.Layers)
            layer.Layer.Trainable = false;
        Assert.Equal(plain, new DynamicEvaluation { LearningRate = 0.1 }.Evaluate(model, Text(200, 1), 4, Text(300, 2))["loss"]);
    }

    [Fact]
    public void Evaluate_PutsTheWeightsBack_WhenItIsCancelled()
    {
        Model model = Writer();
        float[][] before = model.GetWeights();
        using var stop = new CancellationTokenSource();
        int cuts = 0;
        Assert.Throws<OperationCanceledException>(() => new DynamicEvaluation { LearningRate = 0.1 }.Evaluate(model, Text(200, 1), 4,
            new BatchStream(Batches()), cancellationToken: stop.Token));
        Assert.Equal(before, model.GetWeights());

        IEnumerable<ArrayData> Batches()
        {
            for (; ; cuts++)
            {
                if (cuts == 3)
                    stop.Cancel();
                yield return new ArrayData(new Samples(RandomArray.Ids(6, 5, cuts), [6]), new Samples(RandomArray.Ids(6, 5, cuts), [6]));
            }
        }
    }

    [Fact]
    public void Evaluate_KeepsTheTrainedWeights_WhereTheAveragesAreInUse()
    {
        Model model = Writer(new WeightAverage());
        model.Fit(Text(200, 1), new FitOptions { Epochs = 1, BatchSize = 4 });
        WeightAverage average = model.Optimizer!.Average!;
        float[][] averages = model.GetWeights();
        average.Release();
        float[][] trained = model.GetWeights();
        average.Use();
        new DynamicEvaluation { LearningRate = 0.1 }.Evaluate(model, Text(200, 1), 4, Text(300, 2));
        Assert.Equal(averages, model.GetWeights());
        average.Release();
        Assert.Equal(trained, model.GetWeights());
    }

    [Fact]
    public void Evaluate_Throws_WhenANumberIsWrong()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DynamicEvaluation { LearningRate = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DynamicEvaluation { Decay = 1.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DynamicEvaluation { Epsilon = double.NaN });
        Assert.Throws<InvalidOperationException>(() => new DynamicEvaluation().Evaluate(new Sequential(new Dense(1)), Text(200, 1), 4, Text(300, 2)));
    }

    static Model Linear() => new Sequential(new Dense(1) { UseBias = false }) { Seed = 3 }.Compile(Loss.MeanSquaredError).Build([2]);

    static Model Writer(WeightAverage? average = null) =>
        new Sequential(new Embedding(5, 4), new Gru(6) { ReturnSequences = true, Dropout = 0.3f }, new Dropout(0.3f), new Dense(5)) { Seed = 2 }
            .Compile(new Adam(0.01f) { Average = average }, new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy).Build([-1]);

    static StreamData Text(int length, int seed) => new(RandomArray.Ids(length, 5, seed), 8, 5, CharacterInput.Embedding);

    static (double Loss, double[] Gradient) MeanSquaredError(double[] w, float[] inputs, float[] targets, int first, int end)
    {
        double loss = 0;
        double[] gradient = new double[2];
        for (int row = first; row < end; row++)
        {
            double error = (w[0] * inputs[2 * row]) + (w[1] * inputs[(2 * row) + 1]) - targets[row];
            loss += error * error / (end - first);
            for (int i = 0; i < 2; i++)
                gradient[i] += 2 * error * inputs[(2 * row) + i] / (end - first);
        }

        return (loss, gradient);
    }
}
