using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>One model that several threads predict with, as in a server.</summary>
public sealed class ConcurrentPredictionTests
{
    const int Threads = 4, Rounds = 40, Steps = 6, Features = 3;

    [Fact]
    public void Predict_GivesEachThreadItsOwn()
    {
        Sequential model = Model();
        Assert.Equal(Expected(), Predicted(thread => model.Predict(Samples(thread))));
    }

    [Fact]
    public void Sessions_OfOneModel_GiveEachThreadItsOwn()
    {
        Sequential model = Model();
        Assert.Equal(Expected(), Predicted(thread =>
        {
            using var session = new InferenceSession(model, workers: 1);
            return session.Predict(Samples(thread));
        }));
    }

    [Fact]
    public void Evaluate_GivesEachThreadItsOwn()
    {
        Sequential model = Model();
        model.Compile(new Sgd(), Loss.CategoricalCrossentropy, Metric.Accuracy, Metric.F1Score);
        float[] Evaluate(int thread)
        {
            float[] samples = Samples(thread);
            int count = samples.Length / (Steps * Features);
            var data = new ArrayData(new Samples(samples, [Steps, Features]), new Samples(RandomArray.Uniform(count * 4, 9, 0, 1), [4]));
            return [.. model.Evaluate(data, batchSize: 3, workers: 1).Values.Select(value => (float)value)];
        }

        float[][] expected = [.. Enumerable.Range(0, Threads).Select(Evaluate)];
        Assert.Equal(expected, Predicted(Evaluate));
    }

    static Sequential Model()
    {
        var model = new Sequential(new Lstm(16) { ReturnSequences = true }, new Gru(8), new Dense(4, Activation.Softmax)) { Seed = 2 };
        model.Build([Steps, Features]);
        return model;
    }

    /// <summary>Of different lengths, so that the threads' batches have different shapes.</summary>
    static float[] Samples(int thread) => RandomArray.Uniform((thread + 1) * 7 * Steps * Features, thread);

    static float[][] Expected()
    {
        Sequential model = Model();
        return [.. Enumerable.Range(0, Threads).Select(thread => model.Predict(Samples(thread)))];
    }

    /// <summary>The last predictions of every thread, after rounds in which all of its predictions were the same.</summary>
    static float[][] Predicted(Func<int, float[]> predict)
    {
        float[][] results = new float[Threads][];
        Exception? error = null;
        using var start = new Barrier(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            try
            {
                start.SignalAndWait();
                results[thread] = predict(thread);
                for (int round = 1; round < Rounds; round++)
                    Assert.Equal(results[thread], predict(thread));
            }
            catch (Exception caught)
            {
                error = caught;
            }
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Null(error);
        return results;
    }
}
