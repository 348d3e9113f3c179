using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Sequences;

namespace Unroll.Studies.Tests.Tasks.Sequences;

public sealed class SequencesTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Train_MeasuresWhatTheComparisonNeeds()
    {
        SequencesConfiguration configuration = Small("copying") with { Length = 3, Items = 2, Symbols = 3, Epochs = 15 };
        RunResult result = RunTraining.Train(configuration, new RunOptions { Folder = _folder.File("run"), Workers = 1 }, CancellationToken.None);
        IReadOnlyDictionary<string, double> figures = result.Evaluation!.ByName;
        Assert.Equal(["loss", "accuracy", "right", "gap", "guessLoss", "gradientOrders.untrained", "gradientOrders.trained"], figures.Keys);
        Assert.Equal(1, figures["right"]);
        Assert.False(result.IsSynthetic);
        double steps = result.Metrics["stepsToLearn"];
        Assert.True(steps % 13 == 0 && steps < result.Steps, $"{steps} steps");
        string[] table = File.ReadAllLines(_folder.File("run/gradients.csv"));
        Assert.Equal(["0", "1", "2", "4", "6"], table.Skip(1).Select(line => line.Split(',')[0]));

        using TrainedModel run = SavedRun.Open(_folder.File("run"), workers: 1);
        Assert.Equal(figures, run.On([]).Measure(CancellationToken.None).ByName);
        Assert.ThrowsAny<InputException>(() => run.On(["other"]));
        Assert.ThrowsAny<InputException>(() => run.Predict(new PredictionInput([], []), CancellationToken.None));
    }

    /// <summary>A state that is nearly lost at every step loses its gradient at the same rate: tanh' · U with U = 0.1.</summary>
    [Fact]
    public void Gradients_FallByTheRecurrentWeight_StepByStep()
    {
        SequencesConfiguration configuration = Small("adding") with { Cell = "simple_rnn", Units = 1, Length = 6 };
        var data = new SequencesData(configuration);
        using var run = new SequencesModel(configuration, new ModelSetup(null, 1));
        run.Network.SetWeights([0.01f, 0.01f], [0.1f], [0f], [1f], [0f]);
        IReadOnlyList<double> gradients = run.Gradients(data.HeldOut!);
        Assert.Equal(6, gradients.Count);
        for (int distance = 1; distance < 6; distance++)
            Assert.Equal(0.1, gradients[distance] / gradients[distance - 1], 0.001);
        Assert.Equal(0.01f, run.Network.GetWeights()[0][0]);
        Assert.Equal(-5, run.Measure(data, CancellationToken.None).ByName["gradientOrders.trained"], 0.02);
    }

    /// <summary>The error of the copying problem's last step alone: the blanks near a step must not feed it.</summary>
    [Fact]
    public void Gradients_ComeFromTheLastStepAlone()
    {
        SequencesConfiguration configuration = Small("parity") with { Cell = "simple_rnn", Units = 1, Length = 5 };
        var data = new SequencesData(configuration);
        using var run = new SequencesModel(configuration, new ModelSetup(null, 1));
        run.Network.SetWeights([0.01f], [0.01f], [0f], [1f, -1f], [0f, 0f]);
        IReadOnlyList<double> gradients = run.Gradients(data.HeldOut!);
        Assert.Equal(-8, Math.Log10(gradients[4] / gradients[0]), 0.1);
    }

    [Fact]
    public void Course_HasNoSteps_WhereNothingWasLearned()
    {
        RunResult result = RunTraining.Train(Small("parity") with { Epochs = 1, Length = 30 }, new RunOptions { Folder = _folder.File("run"), Workers = 1 },
            CancellationToken.None);
        Assert.True(double.IsNaN(result.Metrics["stepsToLearn"]));
    }

    [Fact]
    public void Check_SaysInOneLine_WhatIsWrong()
    {
        Assert.Contains("did you mean 'adding'?", Message(new SequencesConfiguration { Problem = "ading" }), StringComparison.Ordinal);
        Assert.Contains("at least 4 steps", Message(new SequencesConfiguration { Length = 3 }), StringComparison.Ordinal);
        Assert.Contains("use mean_squared_error", Message(new SequencesConfiguration { Loss = "categorical_crossentropy" }), StringComparison.Ordinal);
        Assert.Contains("at least 2", Message(SequencesConfiguration.For("copying") with { Symbols = 1 }), StringComparison.Ordinal);
        Assert.Contains("learnedShare 1", Message(new SequencesConfiguration { LearnedShare = 1 }), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    static string Message(SequencesConfiguration configuration) => Assert.ThrowsAny<InputException>(configuration.Check).Message;

    static SequencesConfiguration Small(string problem) =>
        SequencesConfiguration.For(problem) with { Cell = "gru", Units = 24, Samples = 400, TestSamples = 100, Batch = 32, LearningRate = 0.02f };
}
