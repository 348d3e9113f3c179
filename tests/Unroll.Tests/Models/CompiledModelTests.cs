using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Persistence;
using Unroll.Schedules;
using Unroll.Tests.Optimizers;
using Unroll.Tests.Support;
using Unroll.Tests.Training;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>A saved model knows how it is trained: optimizer with its state, loss, metrics, and the user's own texts.</summary>
public sealed class CompiledModelTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    static ArrayData Data => new(RandomArray.Uniform(12 * 4 * 2, 1), [4, 2], RandomArray.Uniform(12, 2), [1]);

    static FitOptions Options => new() { BatchSize = 4, Epochs = 2, Workers = 2 };

    string File => _folder.File("model.safetensors");

    public static TheoryData<string> Kinds => [.. OptimizerKinds.All.Keys.Where(kind => kind != "one of a user's")];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Load_GoesOnToTheSameBits(string kind)
    {
        Sequential model = Fresh(kind);
        model.Fit(Data, Options);
        model.Save(File);
        var loaded = Sequential.Load(File);
        Assert.Equal(model.Optimizer!.GetType(), loaded.Optimizer!.GetType());
        Assert.Equal((model.Optimizer.Iterations, 6), (loaded.Optimizer.Iterations, model.Optimizer.Iterations));
        History expected = model.Fit(Data, Options), history = loaded.Fit(Data, Options);
        Assert.Equal(TinyText.Bits(model), TinyText.Bits(loaded));
        Assert.Equal(expected["loss"], history["loss"]);
        Assert.Equal(expected["mae"], history["mae"]);
    }

    [Fact]
    public void Load_OfACheckpoint_IsCompiledToo()
    {
        Sequential model = Fresh("adam with average");
        using var trainer = new Trainer(model, Data, Options);
        trainer.Run();
        Checkpoint.Save(File, trainer);
        var loaded = Sequential.Load(File);
        model.Fit(Data, Options);
        loaded.Fit(Data, Options);
        Assert.Equal(TinyText.Bits(model), TinyText.Bits(loaded));
    }

    [Fact]
    public void Load_BeginsTheOptimizerAnew_WhenItsStateWasLeftOut()
    {
        Sequential model = Fresh("adam");
        model.Fit(Data, Options);
        model.Save(File);
        long whole = new FileInfo(File).Length;
        model.Save(File, includeOptimizer: false);
        Assert.True(new FileInfo(File).Length < whole);
        var loaded = Sequential.Load(File);
        Assert.Equal(("adam", 0), (loaded.Optimizer!.Name, loaded.Optimizer.Iterations));
        Assert.Equal("huber", loaded.Loss!.Name);
    }

    [Fact]
    public void Load_IsNotCompiled_WhenAPartIsAUsersOwn_AndFitSaysSo()
    {
        Sequential model = Fresh("one of a user's");
        model.Fit(Data, Options);
        model.Save(File);
        var loaded = Sequential.Load(File);
        Assert.Null(loaded.Optimizer);
        Assert.Contains("Compile", Assert.Throws<InvalidOperationException>(() => loaded.Fit(Data)).Message, StringComparison.Ordinal);
        Assert.Equal(TinyText.Bits(model), TinyText.Bits(loaded));
    }

    [Fact]
    public void Metadata_ComesBack_AndGoesOn()
    {
        Sequential model = Fresh("sgd");
        model.Build([4, 2]);
        model.Metadata["vocabulary"] = "abc";
        model.Save(File, new Dictionary<string, string> { ["scaler"] = "0 1" });
        var loaded = Sequential.Load(File);
        Assert.Equal([("scaler", "0 1"), ("vocabulary", "abc")], loaded.Metadata.Select(one => (one.Key, one.Value)).Order());
        loaded.Save(File);
        Assert.Equal(2, Sequential.Load(File).Metadata.Count);
        var error = Assert.Throws<ArgumentException>(() => model.Save(File, new Dictionary<string, string> { ["unroll.model"] = "" }));
        Assert.Contains("unroll.model", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"huber\"", "\"hubert\"", "hubert")]
    [InlineData("\"beta_1\"", "\"beta_9\"", "beta_9")]
    [InlineData("\"metrics\"", "\"metric\"", "cannot be read")]
    [InlineData("\"learning_rate\":", "\"learning_rat\":", "learning_rate")]
    public void Load_SaysWhatIsDamaged(string old, string replacement, string message)
    {
        Sequential model = Fresh("adam");
        model.Build([4, 2]);
        string text = CompiledText.Write(model)!;
        Assert.Contains(old, text, StringComparison.Ordinal);
        model.WriteWeights(File, new Dictionary<string, string> { [CompiledText.MetadataKey] = text.Replace(old, replacement, StringComparison.Ordinal) });
        using SafetensorsFile file = SafetensorsFile.Open(File);
        var error = Assert.Throws<InvalidDataException>(() => CompiledText.Restore(file, model));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(File, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedules_ComeBackWithEveryRate()
    {
        LearningRateSchedule[] schedules =
        [
            0.3f, new CosineDecay(0.1, 20) { Alpha = 0.1 }, new CosineDecay(0.01, 20) { WarmupTarget = 0.7, WarmupSteps = 5 },
            new CosineDecayRestarts(0.1, 5) { LengthFactor = 1.5, RateFactor = 0.9, Alpha = 0.2 }, new ExponentialDecay(0.1, 7, 0.5) { Staircase = true },
            new OneCycle(0.2, 30) { RisingPart = 0.4, DivFactor = 5, FinalDivFactor = 7 }, new OneCycle(0.2, 30) { IsLinear = true },
            new InverseTimeDecay(0.1, 3, 0.7), new PiecewiseConstantDecay([3, 9], [0.1, 0.2, 0.3]),
            new PolynomialDecay(0.1, 9) { EndLearningRate = 0.01, Power = 2, Cycle = true },
            new LinearWarmup(new LinearWarmup(0.5f, 3) { InitialLearningRate = 0.1 }, 4),
        ];
        foreach (LearningRateSchedule schedule in schedules)
        {
            Sequential model = new Sequential(new Dense(1)).Compile(new Sgd { LearningRate = schedule }, Loss.MeanSquaredError);
            model.Build([2]);
            model.Save(File);
            LearningRateSchedule loaded = Sequential.Load(File).Optimizer!.LearningRate;
            Assert.Equal(Enumerable.Range(0, 40).Select(step => schedule.At(step)), Enumerable.Range(0, 40).Select(step => loaded.At(step)));
        }
    }

    [Fact]
    public void LossesAndMetrics_ComeBackWithTheirOptions()
    {
        foreach (string name in LossRegistry.Names)
            Assert.Equal(name, name.Length > 4 && name != "logcosh" ? Loaded(LossRegistry.Create(name)).Loss!.Name : name);
        Assert.Equal(0.25f, Assert.IsType<Huber>(Loaded(new Huber { Delta = 0.25f }).Loss).Delta);
        var smooth = new SparseCategoricalCrossentropy { FromLogits = true, LabelSmoothing = 0.1f };
        var back = Assert.IsType<SparseCategoricalCrossentropy>(Loaded(smooth).Loss);
        Assert.Equal((true, 0.1f), (back.FromLogits, back.LabelSmoothing));

        Metric[] metrics = [.. MetricRegistry.Names.Select(MetricRegistry.Create)];
        Assert.Equal(metrics.Select(metric => (metric.GetType(), metric.Name)),
            Loaded(Loss.MeanSquaredError, metrics).Metrics.Select(metric => (metric.GetType(), metric.Name)));
        Metric[] special =
        [
            new BinaryAccuracy { Threshold = 0.3f }, new TopKCategoricalAccuracy { K = 3 }, new Perplexity { FromLogits = true },
            new Precision { Threshold = null, Average = ClassAverage.Weighted, ClassId = 2 }, new BalancedAccuracy { Labels = ["no", "yes"] },
        ];
        Assert.Equal(special.Select(metric => SavedMetric.Describe(metric)!.ToJsonString()),
            Loaded(Loss.MeanSquaredError, special).Metrics.Select(metric => SavedMetric.Describe(metric)!.ToJsonString()));
        Assert.Equal(3, Assert.IsType<TopKCategoricalAccuracy>(Loaded(Loss.MeanSquaredError, special).Metrics[1]).K);
    }

    [Fact]
    public async Task FitAsync_EndsInTheBitsOfFit_AndStopsWhenCancelled()
    {
        Sequential fitted = Fresh("adam"), awaited = Fresh("adam");
        fitted.Fit(Data, Options);
        History history = await awaited.FitAsync(Data, Options);
        Assert.Equal(TinyText.Bits(fitted), TinyText.Bits(awaited));
        Assert.Equal(TrainingOutcome.Completed, history.Outcome);

        using var source = new CancellationTokenSource();
        var cancel = new Unroll.Training.Callbacks.LambdaCallback { EpochEnd = (_, _) => source.Cancel() };
        history = await awaited.FitAsync(Data, Options with { Epochs = 100, Callbacks = [cancel] }, source.Token);
        Assert.Equal((TrainingOutcome.Stopped, 1), (history.Outcome, history.Epochs.Count));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new Sequential(new Dense(1)).FitAsync(Data));
    }

    public void Dispose() => _folder.Dispose();

    Sequential Loaded(Loss loss, params Metric[] metrics)
    {
        Sequential model = new Sequential(new Reshape([3])).Compile(new Sgd(), loss, metrics);
        model.Build([3]);
        model.Save(File);
        return Sequential.Load(File);
    }

    static Sequential Fresh(string kind)
    {
        Optimizer optimizer = OptimizerKinds.All[kind](new CosineDecay(0.02, 50), 0.01, 0.7f);
        return new Sequential(new Gru(5), new Dense(1)) { Seed = 2 }
            .Compile(optimizer, new Huber { Delta = 0.5f }, new MeanAbsoluteErrorMetric { Name = "mae" });
    }
}
