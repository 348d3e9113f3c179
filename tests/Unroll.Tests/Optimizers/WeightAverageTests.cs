using Unroll.Checkpoints;
using Unroll.Kernels;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tests.Support;
using Unroll.Tests.Training;
using Unroll.Training;

namespace Unroll.Tests.Optimizers;

public sealed class WeightAverageTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-average-").FullName;

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Step_AveragesTheWeights_AsKerasDoes(int? frequency)
    {
        using var workers = new Workers(2);
        ParameterStore store = Weights.Of(5, 20);
        var sgd = new Sgd(0.5f) { Average = new() { Momentum = 0.75, OverwriteFrequency = frequency } };
        sgd.BuildFor(store);
        double[] weights = TensorAssert.Doubles(store.Values), average = new double[weights.Length];
        for (int step = 1; step <= 5; step++)
        {
            Weights.SetGradients(store, step);
            for (int i = 0; i < weights.Length; i++)
            {
                weights[i] -= 0.5 * store.Gradients[i];
                average[i] = step == 1 ? weights[i] : (0.75 * average[i]) + (0.25 * weights[i]);
                if (step % frequency == 0)
                    weights[i] = average[i];
            }

            sgd.Step(workers, store);
            TensorAssert.Close(weights, store.Values, 1e-6, $"Weights after step {step}");
            sgd.Average.Use();
            TensorAssert.Close(average, store.Values, 1e-6, $"Averages after step {step}");
            sgd.Average.Release();
        }
    }

    [Fact]
    public void UseAndRelease_ExchangeTheWeightsOnce_AndRaiseTheirVersion()
    {
        using var workers = new Workers(1);
        ParameterStore store = Weights.Of(7);
        var adam = new Adam(0.1f) { Average = new() { Momentum = 0.5 } };
        WeightAverage average = adam.Average;
        average.Use();
        adam.BuildFor(store);
        average.Use();
        Assert.False(average.IsInUse);
        Assert.Equal(2, store.Version);

        Weights.Train(workers, store, adam);
        int[] trained = Weights.Bits(store.Values);
        long version = store.Version;
        average.Release();
        Assert.Equal(version, store.Version);
        average.Use();
        int[] averaged = Weights.Bits(store.Values);
        Assert.True(average.IsInUse);
        Assert.True(store.Version > version);
        Assert.NotEqual(trained, averaged);

        version = store.Version;
        average.Use();
        Assert.Equal(averaged, Weights.Bits(store.Values));
        Assert.Equal(version, store.Version);
        average.Release();
        Assert.False(average.IsInUse);
        Assert.True(store.Version > version);
        Assert.Equal(trained, Weights.Bits(store.Values));
    }

    [Fact]
    public void Release_KeepsWeightsThatWereLoadedMeanwhile()
    {
        using var workers = new Workers(1);
        ParameterStore store = Weights.Of(3);
        var sgd = new Sgd(1) { Average = new() };
        Weights.Train(workers, store, sgd);
        sgd.Average.Use();
        store.Values[..3].Fill(7);
        store.NotifyChanged();
        sgd.Average.Release();
        Assert.Equal([7, 7, 7], store.Parameters[0].Values);
        sgd.Average.Use();
        Assert.Equal([7, 7, 7], store.Parameters[0].Values);
    }

    [Fact]
    public void Step_Throws_WhileTheAveragesAreInUse()
    {
        using var workers = new Workers(1);
        ParameterStore store = Weights.Of(3);
        var sgd = new Sgd(1) { Average = new() };
        Weights.Train(workers, store, sgd);
        sgd.Average.Use();
        int[] before = Weights.Bits(store.Values);
        Assert.Contains("Release", Assert.Throws<InvalidOperationException>(() => sgd.Step(workers, store)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Weights.Bits(store.Values));
    }

    [Fact]
    public void Average_BelongsToOneOptimizer()
    {
        var average = new WeightAverage();
        new Sgd { Average = average }.BuildFor(Weights.Of(1));
        Assert.Throws<InvalidOperationException>(() => new Adam { Average = average }.BuildFor(Weights.Of(1)));
    }

    [Fact]
    public void Fit_EndsWithTheAverages_WhichItMeasured_AndGoesOnFromTheTrainedWeights()
    {
        Model model = Averaged(), plain = Averaged(average: false);
        History history = model.Fit(TinyText.Streams(), TinyText.Options());
        plain.Fit(TinyText.Streams(), TinyText.Options());
        Assert.True(model.Optimizer!.Average!.IsInUse);
        Assert.NotEqual(TinyText.Bits(plain), TinyText.Bits(model));
        Assert.Equal(history["val_loss"][^1], model.Evaluate(TinyText.Streams(101), batchSize: 1)["loss"]);
        model.Optimizer.Average.Release();
        Assert.Equal(TinyText.Bits(plain), TinyText.Bits(model));
        model.Optimizer.Average.Use();
        model.Fit(TinyText.Streams(), TinyText.Options());
        plain.Fit(TinyText.Streams(), TinyText.Options());
        model.Optimizer.Average.Release();
        Assert.Equal(TinyText.Bits(plain), TinyText.Bits(model));
    }

    /// <summary>Weights are kept packed as long as their version is the same: every change of them must reach the next prediction.</summary>
    [Fact]
    public void Predict_FollowsEveryChangeOfTheWeights()
    {
        Model model = Averaged();
        WeightAverage average = model.Optimizer!.Average!;
        using var trainer = new Trainer(model, TinyText.Streams(), TinyText.Options());
        string path = Path.Combine(_folder, "first.safetensors");
        Action[] changes =
        [
            () => Checkpoint.Save(path, trainer),
            () => trainer.RunStep(),
            () => trainer.RunStep(),
            average.Use,
            average.Release,
            () => model.LoadWeights(path),
            () => trainer.Run(),
            () => Checkpoint.Restore(path, trainer),
        ];
        foreach (Action change in changes)
        {
            change();
            Model fresh = Averaged();
            fresh.Build([-1]);
            model.Parameters.Values.CopyTo(fresh.Parameters.Values);
            fresh.Parameters.NotifyChanged();
            Assert.Equal(Weights.Bits(Predict(fresh)), Weights.Bits(Predict(model)));
        }

        static ReadOnlySpan<float> Predict(Model model)
        {
            using var session = new InferenceSession(model, workers: 1);
            return session.Continue(TinyText.Ids(9)).ToArray();
        }
    }

    /// <summary>In the middle of an epoch, after an epoch (averages in use), and after the end.</summary>
    [Theory]
    [InlineData(4, false)]
    [InlineData(9, false)]
    [InlineData(14, true)]
    [InlineData(27, true)]
    public void Restore_EndsInTheSameBits_WithAverages(int stopAfter, bool saveInUse)
    {
        Model unbroken = Averaged();
        unbroken.Fit(TinyText.Streams(), TinyText.Options());
        string path = Path.Combine(_folder, "last.safetensors");
        Model first = Averaged();
        using (var trainer = new Trainer(first, TinyText.Streams(), TinyText.Options() with { Steps = stopAfter }))
        {
            trainer.Run();
            Assert.True(first.Optimizer!.Average!.IsInUse);
            if (!saveInUse)
                first.Optimizer.Average.Release();
            Checkpoint.Save(path, trainer);
        }

        // A model that has already trained elsewhere must become the saved one all the same.
        Model second = Averaged();
        second.Fit(TinyText.Streams(), TinyText.Options(epochs: 1));
        using var resumed = new Trainer(second, TinyText.Streams(), TinyText.Options(workers: 3) with { Steps = 27 });
        Checkpoint.Restore(path, resumed);
        Assert.Equal(saveInUse, second.Optimizer!.Average!.IsInUse);
        Assert.Equal(TinyText.Bits(first), TinyText.Bits(second));
        (resumed.Epoch, resumed.Batch) = (stopAfter / 9, stopAfter % 9);
        resumed.Run();
        Assert.Equal(TinyText.Bits(unbroken), TinyText.Bits(second));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Model Averaged(bool average = true)
    {
        Model model = TinyText.Model();
        return model.Compile(new Adam(0.02f) { Average = average ? new() { Momentum = 0.9 } : null }, model.Loss!, [.. model.Metrics]);
    }
}
