using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Digits;
using Unroll.Studies.Tasks.Memory;
using Unroll.Studies.Tasks.Sequences;
using Unroll.Studies.Tasks.Shapes;
using Unroll.Studies.Tasks.Stocks;
using Unroll.Studies.Tasks.Text;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Tests.Tasks;

/// <summary>Models whose weights are NaN, and trainings that end in such ones.</summary>
public sealed class NonFiniteModelTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    static readonly Dictionary<string, RunConfiguration> s_tasks = new()
    {
        ["text"] = new TextConfiguration { Limit = 2000 },
        ["text on windows"] = new TextConfiguration { Limit = 2000, Mode = TextMode.Window, Loss = "mean_squared_error" },
        ["memory"] = new MemoryConfiguration(),
        ["stocks"] = new StocksConfiguration { Data = ["synthetic"] },
        ["digits"] = new DigitsConfiguration { Data = "synthetic" },
        ["adding"] = new SequencesConfiguration { Samples = 64, TestSamples = 8 },
        ["copying"] = SequencesConfiguration.For("copying") with { Samples = 64, TestSamples = 8 },
        ["one to one"] = new ShapesConfiguration { Data = "synthetic", Shape = ShapeKind.OneToOne },
        ["one to many"] = ShapesConfiguration.For(ShapeKind.OneToMany) with { Data = "synthetic" },
        ["many to one"] = new ShapesConfiguration { Data = "synthetic", Shape = ShapeKind.ManyToOne },
        ["reversal"] = new ShapesConfiguration { Shape = ShapeKind.Reversal, Samples = 64 },
        ["parity"] = new ShapesConfiguration { Shape = ShapeKind.Parity, Samples = 64 },
    };

    public static TheoryData<string> Tasks => [.. s_tasks.Keys];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Measure_Refuses_PredictionsThatAreNotFinite(string task)
    {
        using PreparedRun run = Broken(task);
        var error = Assert.Throws<NotFiniteNumberException>(() => run.Run.Measure(CancellationToken.None));
        Assert.Contains("predictions are not finite numbers", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("text", "the")]
    [InlineData("text on windows", "the")]
    [InlineData("memory", "hell")]
    [InlineData("stocks", null)]
    public void Predict_Refuses_PredictionsThatAreNotFinite(string task, string? text)
    {
        using PreparedRun run = Broken(task);
        Assert.Throws<NotFiniteNumberException>(() => run.Model.Predict(new PredictionInput([], [.. new[] { text }.OfType<string>()]), CancellationToken.None));
    }

    [Fact]
    public void Outputs_Refuse_WhatIsNotFinite()
    {
        using PreparedRun run = Broken("digits");
        Assert.Throws<NotFiniteNumberException>(() => ModelOutputs.Of(run.Model, 3, (_, sample) => sample.Clear(), CancellationToken.None));
    }

    /// <summary>The issue that was reported: the weights are huge after the first step, and every prediction is NaN.</summary>
    [Theory]
    [InlineData("skip")]
    [InlineData("stop")]
    public void Train_Fails_WhenTheLearningRateIsFarTooLarge(string onNaN)
    {
        RunConfiguration configuration = Small("stocks") with { Steps = 5, Optimizer = "adam", LearningRate = 3e38f, OnNaN = onNaN };
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        Assert.NotNull(result.Failure);
        Assert.Null(result.Evaluation);
        Assert.Equal(onNaN == "skip" ? 4 : 0, result.SkippedSteps);
        TrialFile.From(TrialResult.From(result)).Write(result.Folder);
        Assert.Equal(result.Failure, TrialResult.Read(result.Folder)!.Failure);
        Assert.Contains($"\"skippedSteps\": {result.SkippedSteps}", File.ReadAllText(_folder.File("run/result.json")), StringComparison.Ordinal);
    }

    /// <summary>Every number is finite, and the model is worse than an untrained one: that is a failure too, of a run and of a study's training.</summary>
    [Fact]
    public void Train_Fails_WhenTheTrainingDiverges()
    {
        RunConfiguration configuration = Small("text") with { Steps = 12, Optimizer = "adam", LearningRate = 1e10f, Schedule = "constant" };
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        Assert.Equal(TrainingOutcome.Diverged, result.Outcome);
        Assert.StartsWith("the training diverged: its loss was ", result.Failure, StringComparison.Ordinal);
        Assert.Null(result.Evaluation);
        TrialResult trial = TrialResult.From(result);
        Assert.Equal((result.Failure, 0), (trial.Failure, trial.Metrics.Count));
        RunResult resumed = SavedRun.Resume(Options("run"), CancellationToken.None);
        Assert.Equal((result.Failure, TrainingOutcome.Diverged), (resumed.Failure, resumed.Outcome));
        Assert.Throws<NotFiniteNumberException>(() => RunTraining.Fit(configuration.Prepare(new RunOptions()), 1, CancellationToken.None));
    }

    /// <summary>Poisson's loss takes the logarithm of a prediction, and that of one below 0 is NaN.</summary>
    [Fact]
    public void Train_Fails_WhenEveryStepIsSkipped()
    {
        RunConfiguration configuration = Small("stocks") with { Steps = 3, Loss = "poisson", OnNaN = "skip" };
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        Assert.Contains("each of the 3 steps was skipped", result.Failure, StringComparison.Ordinal);
        Assert.Equal((3, 3), (result.Steps, result.SkippedSteps));
        RunResult resumed = SavedRun.Resume(Options("run"), CancellationToken.None);
        Assert.Equal((result.Failure, 3), (resumed.Failure, resumed.SkippedSteps));
        Assert.Throws<NotFiniteNumberException>(() => RunTraining.Fit(configuration.Prepare(new RunOptions()), 1, CancellationToken.None));
    }

    [Fact]
    public void RunKeeper_KeepsNoWeightsThatAreNotFinite_AndSaysWhyThereIsNoSample()
    {
        using PreparedRun run = Broken("text");
        RunFolder folder = RunFolder.Create(_folder.File("run"));
        var board = new TensorBoard(folder.FolderPath);
        var keeper = new RunKeeper(folder, run.Model, run.Model.Metadata, board, listener: null);
        using var trainer = new Trainer(run.Model.Network, run.Data.Training, new FitOptions());
        foreach (Callback callback in new Callback[] { board, keeper })
            callback.OnTrainBegin(trainer);
        keeper.OnEpochEnd(trainer, new EpochLog(1, 1, 1, new Dictionary<string, double>()));
        keeper.OnSave(trainer);
        keeper.OnTrainEnd(trainer);
        board.OnTrainEnd(trainer);
        Assert.False(File.Exists(folder.Last));
        Assert.Contains("not finite numbers", File.ReadAllText(folder.Sample(1)), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 1 };

    static RunConfiguration Small(string task) => s_tasks[task] with { Units = 4, Layers = 1 };

    static PreparedRun Broken(string task)
    {
        PreparedRun run = Small(task).Prepare(new RunOptions { Workers = 1 });
        run.Model.Network.Parameters.Values.Fill(float.NaN);
        run.Model.Network.Parameters.NotifyChanged();
        return run;
    }
}
