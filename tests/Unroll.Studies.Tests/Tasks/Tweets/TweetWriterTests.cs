using Unroll.Metrics;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Tweets;
using Unroll.Studies.Tests.Data.Tweets;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Tasks.Tweets;

public sealed class TweetWriterTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_LearnsThirtyTwoTweetsByHeart()
    {
        TweetsConfiguration configuration = Small() with { Split = new TweetSplit { TestShare = 0.2, ValidationShare = 0 }, Epochs = 25 };
        File.WriteAllText(_folder.File("tweets.csv"), SmallTweets.Csv(40));
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        Assert.Equal(32, result.Data.Training.BatchCount(1));
        Assert.Equal(1, result.Metrics["trainingTokenAccuracy"]);
    }

    [Fact]
    public void Train_LearnsToWriteTheClasses_AndWhatItLeavesNeedsNoData()
    {
        RunResult result = RunTraining.Train(Small() with { Epochs = 25 }, Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        Assert.Equal((1, 1, 0), (metrics["accuracy"], metrics["macroF1"], metrics["otherAnswers"]));
        Assert.Equal(1, metrics["tokenAccuracy"]);
        Assert.Equal(1, result.Metrics["validationTokenAccuracy"]);
        string[] predictions = File.ReadAllLines(_folder.File("run/predictions.csv"));
        Assert.Equal("line,class,predicted,answer,hate,offensive,neither,other", predictions[0]);
        Assert.Equal(1 + 20, predictions.Length);
        Assert.Equal(
            ["class,read as hate,read as offensive,read as neither,read as other", "hate,2,0,0,0"], File.ReadLines(_folder.File("run/confusion.csv")).Take(2));

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(metrics, model.On([]).Measure(CancellationToken.None).ByName);
        File.Delete(_folder.File("tweets.csv"));
        Assert.Equal(["hate", "offensive", "neither"], new[] { "so vile", "people say rude", "@x a kind day" }.Select(text => Row(model, text)[1].Text));
        Assert.All(new[] { "so vile", "a town" }, text => Assert.Equal(1, Row(model, text).Skip(2).Sum(cell => cell.Number!.Value), 5));
        Assert.True(Row(model, "so vile")[2].Number > 0.5);
    }

    [Fact]
    public void Measure_CountsAnAnswerThatIsNoClassAsMissed()
    {
        RunResult result = RunTraining.Train(Small() with { Epochs = 1, LearningRate = 1e-9f }, Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        ConfusionMatrix confusion = result.Evaluation.Confusion!;
        double others = Enumerable.Range(0, 3).Sum(truth => confusion.Others(truth));
        Assert.InRange(others, 1, 20);
        Assert.Equal(others / 20, metrics["otherAnswers"]);
        Assert.Equal((20, 0.6), (confusion.Total, metrics["majorityAccuracy"]));
        string[] rows = File.ReadAllLines(_folder.File("run/predictions.csv"));
        Assert.Equal(others, rows.Count(row => row.Split(',')[2] == "other"));
        Assert.Equal(others, File.ReadLines(_folder.File("run/confusion.csv")).Skip(1).Sum(row => int.Parse(row.Split(',')[4], null)));
        Assert.Equal(20, TweetsInsight.Read(_folder.File("run/insight.json")).Wrong + (20 * metrics["accuracy"]), 9);
    }

    [Fact]
    public void Train_EndsInTheSameBits_WhateverTheWorkers_AndWhenItIsResumed()
    {
        TweetsConfiguration configuration = Small() with { Dropout = 0.1f, Epochs = 3 };
        RunResult whole = RunTraining.Train(configuration, Options("run") with { Workers = 1 }, CancellationToken.None);
        RunResult wide = RunTraining.Train(configuration, Options("wide") with { Workers = 3 }, CancellationToken.None);
        using (var stop = new CancellationTokenSource())
            Assert.True(RunTraining.Train(configuration, Options("stopped") with { Listener = new StopAtStep(5, stop) }, stop.Token).Stopped);
        RunResult resumed = SavedRun.Resume(Options("stopped"), CancellationToken.None);
        foreach (RunResult other in new[] { wide, resumed })
        {
            Assert.Equal(whole.Metrics, other.Metrics);
            Assert.Equal(whole.Evaluation!.ByName, other.Evaluation!.ByName);
        }

        string Predictions(string run) => File.ReadAllText(_folder.File($"{run}/predictions.csv"));
        Assert.Equal([Predictions("run"), Predictions("run")], [Predictions("wide"), Predictions("stopped")]);
    }

    [Fact]
    public void ClassWeights_ChangeTheTraining_AndNotWhatItIsMeasuredBy()
    {
        double Loss(ClassWeighting weights, float rate, string metric) => RunTraining.Train(
            Small() with { ClassWeights = weights, LearningRate = rate, Batch = 64, Epochs = 1 }, Options($"{weights}{rate}"), CancellationToken.None)
            .Metrics[metric];
        Assert.NotEqual(Loss(ClassWeighting.None, 0.003f, "validationLoss"), Loss(ClassWeighting.Balanced, 0.003f, "validationLoss"));
        Assert.Equal(Loss(ClassWeighting.None, 1e-12f, "validationLoss"), Loss(ClassWeighting.Balanced, 1e-12f, "validationLoss"), 6);
        Assert.NotEqual(Loss(ClassWeighting.None, 2e-12f, "trainingLoss"), Loss(ClassWeighting.Balanced, 2e-12f, "trainingLoss"), 3);
    }

    [Fact]
    public void Measure_AndPredict_Refuse_ProbabilitiesThatAreNotFinite()
    {
        using PreparedRun run = Small().Prepare(new RunOptions());
        run.Model.Network.SetWeights([.. run.Model.Network.GetWeights().Select(weights => weights.Select(_ => float.NaN).ToArray())]);
        Assert.Throws<NotFiniteNumberException>(() => run.Run.Measure(CancellationToken.None));
        Assert.Throws<NotFiniteNumberException>(() => Row(run.Model, "a kind day"));
    }

    [Fact]
    public void Prepare_RefusesWhatAT5HasNot()
    {
        Assert.Equal("zoneout 0.1: a T5 has no recurrent layers", Refusal(Small() with { Zoneout = 0.1f }));
        Assert.Contains("categorical_crossentropy is its loss", Refusal(Small() with { Loss = "mse" }), StringComparison.Ordinal);
        Assert.Contains("at least 10", Refusal(Small() with { Vocabulary = 9 }), StringComparison.Ordinal);
        RunTraining.Train(Small() with { Epochs = 1 }, Options("run"), CancellationToken.None);
        RunTraining.Train(Small() with { Epochs = 1, InitFrom = _folder.File("run") }, Options("next"), CancellationToken.None);
        Assert.Contains("is one of the model t5",
            Refusal(Small() with { Model = TweetModelKind.Classifier, InitFrom = _folder.File("run") }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t5-tiny-random", 0.01f)]
    [InlineData("t5-v1_1-tiny-random", 0.003f)]
    public void Train_FineTunesAPublishedT5_AndOpenNeedsNoFolder(string name, float rate)
    {
        SmallT5.Write(_folder.File("t5"), name);
        TweetsConfiguration configuration = Small() with { Encoder = _folder.File("t5"), Epochs = 40, LearningRate = rate };
        RunResult whole = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        Assert.InRange(whole.Evaluation!.ByName["macroF1"], 0.9, 1);
        using (var stop = new CancellationTokenSource())
            RunTraining.Train(configuration, Options("stopped") with { Listener = new StopAtStep(5, stop) }, stop.Token);
        Directory.Delete(_folder.File("t5"), recursive: true);

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(whole.Evaluation.ByName, model.On([]).Measure(CancellationToken.None).ByName);
        Assert.Equal("neither", Row(model, "a kind day 12")[1].Text);
        RunResult resumed = SavedRun.Resume(Options("stopped"), CancellationToken.None);
        Assert.Equal(whole.Evaluation.ByName, resumed.Evaluation!.ByName);
    }

    [Fact]
    public void SuitData_TakesTheT5OfAFolder()
    {
        var configuration = new TweetsConfiguration { Encoder = SmallT5.Write(_folder.File("t5")) };
        configuration.SuitData();
        Assert.Equal(TweetModelKind.T5, configuration.Model);
        configuration = new TweetsConfiguration { Encoder = SmallBert.Write(_folder.File("bert")) };
        configuration.SuitData();
        Assert.Equal(TweetModelKind.Classifier, configuration.Model);
    }

    [Fact]
    public void Prepare_SaysInOneLine_WhatIsWrongWithAFolder()
    {
        TweetsConfiguration small = Small() with { Encoder = SmallT5.Write(_folder.File("t5")) };
        Assert.Contains("with it the model is t5, not classifier", Refusal(small with { Model = TweetModelKind.Classifier }), StringComparison.Ordinal);
        Assert.Contains("the architecture 'bert'; 't5' is needed here", Refusal(small with { Encoder = SmallBert.Write(_folder.File("bert")) }),
            StringComparison.Ordinal);
        Assert.Contains("a T5 is trained as a whole", Refusal(small with { FreezeEncoder = true }), StringComparison.Ordinal);
        SmallT5.Write(_folder.File("t5"), pieces: all => [.. all, "x1", "x2", "x3"]);
        Assert.Contains("42 pieces, the T5 of the folder has 41", Refusal(small), StringComparison.Ordinal);
        SmallT5.Write(_folder.File("t5"), pieces: all => [.. all.Where(piece => piece is not ("▁hate" or "h"))]);
        Assert.Contains("spiece.model: the vocabulary cannot spell 'hate'", Refusal(small), StringComparison.Ordinal);
        File.Delete(_folder.File("t5/spiece.model"));
        Assert.Contains("there is no spiece.model", Refusal(small), StringComparison.Ordinal);
    }

    static string Refusal(RunConfiguration configuration)
    {
        string message = Assert.ThrowsAny<InputException>(() => configuration.Prepare(new RunOptions())).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    static IReadOnlyList<Cell> Row(TrainedModel model, string text) =>
        model.Predict(new PredictionInput([], text), CancellationToken.None).Table.Rows[0];

    TweetsConfiguration Small()
    {
        File.WriteAllText(_folder.File("tweets.csv"), SmallTweets.Csv(100));
        return new TweetsConfiguration
        {
            Model = TweetModelKind.T5, Data = _folder.File("tweets.csv"), Split = new TweetSplit { TestShare = 0.2, ValidationShare = 0.2 }, MaxTokens = 12,
            Units = 16, Layers = 1, Batch = 8, Epochs = 2, LearningRate = 0.01f, Dropout = 0, Schedule = "constant", Clip = 1,
        };
    }

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 2 };
}
