using Unroll.Data;
using Unroll.Metrics;
using Unroll.Randomness;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Tweets;
using Unroll.Studies.Tests.Data.Tweets;
using Unroll.Tensors;

namespace Unroll.Studies.Tests.Tasks.Tweets;

public sealed class TweetsTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Train_LearnsTheTellingWords_AndWhatItLeavesNeedsNoData()
    {
        RunResult result = RunTraining.Train(Small() with { Epochs = 30 }, Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> metrics = result.Evaluation!.ByName;
        Assert.Equal(1, metrics["macroF1"]);
        Assert.Equal(0.6, metrics["majorityAccuracy"], 12);
        Assert.Equal(0.25, metrics["majorityMacroF1"], 12);
        string[] lines = File.ReadAllLines(_folder.File("run/predictions.csv"));
        Assert.Equal("line,class,predicted,hate,offensive,neither", lines[0]);
        Assert.Equal(1 + 20, lines.Length);
        Assert.Equal("hate,2,0,0", File.ReadAllLines(_folder.File("run/confusion.csv"))[1]);
        Assert.Equal("hate,1,0,0", File.ReadAllLines(_folder.File("run/confusion-normalized.csv"))[1]);

        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Assert.Equal(metrics, model.On([]).Measure(CancellationToken.None).ByName);
        File.Delete(_folder.File("tweets.csv"));
        Assert.Equal(["hate", "offensive", "neither"], new[] { "so vile", "people say rude", "@x a kind day" }.Select(text => Predicted(model, text)));
    }

    [Fact]
    public void Measure_TakesAllTweetsOfOtherFiles()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        File.WriteAllText(_folder.File("other.csv"), "class,tweet\n0,vile town\n2,kind people\n2,!!!\n");
        TaskRun other = model.On([_folder.File("other.csv")]);
        Assert.Contains("1 of 3 tweets are left out", Assert.Single(other.Data.Remarks), StringComparison.Ordinal);
        Assert.Equal(2, other.Measure(CancellationToken.None).Confusion!.Total);
    }

    /// <summary>A model that is measured on what it has learned looks better than it is.</summary>
    [Fact]
    public void Measure_LeavesOutWhatWasLearned_OrSaysThatItIsNotKnown()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        string own = _folder.File("tweets.csv"), copy = _folder.File("copy.csv"), learned = _folder.File("learned.csv");
        var corpus = TweetCorpus.Load(own, Small().Split);
        File.WriteAllText(copy, File.ReadAllText(own) + "100,0,a vile other\n");
        HashSet<string> texts = [.. corpus.Training.Select(tweet => tweet.Text)];
        int others = corpus.Test.Concat(corpus.Validation).Count(tweet => !texts.Contains(tweet.Text)) + 1;
        TaskRun run = model.On([copy]);
        Assert.Equal(others, run.Measure(CancellationToken.None).Confusion!.Total);
        Assert.Contains(
            $"{corpus.Count + 1 - others} of {corpus.Count + 1} tweets are left out, as the model has learned them, word for word", run.Data.Remarks);

        File.WriteAllLines(learned, ["class,tweet", .. corpus.Training.Select(tweet => $"{(int)tweet.Class},{tweet.Text}")]);
        Assert.Equal($"{learned}: the model has learned all of its tweets; others are needed",
            Assert.Throws<InputException>(() => model.On([learned])).Message);
        File.Delete(own);
        run = model.On([copy]);
        Assert.Equal(corpus.Count + 1, run.Measure(CancellationToken.None).Confusion!.Total);
        Assert.Contains(run.Data.Remarks, remark => remark.StartsWith("the tweets that the model has learned are not known", StringComparison.Ordinal));
    }

    [Fact]
    public void Predict_SaysWhatOfATweetIsNotRead()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        Predictions long_ = Predict(model, string.Concat(Enumerable.Repeat("kind ", 2000)));
        Assert.Equal("the tweet has 2,000 tokens; the model reads the first 12", Assert.Single(long_.Remarks));
        Assert.Equal(1, long_.Table.Rows[0].Skip(1).Sum(cell => cell.Number!.Value), 5);
        Assert.Equal("2 words of the tweet have letters that the model has never seen", Assert.Single(Predict(model, "kind 😀 שלום עולם").Remarks));
        Assert.Contains("no word", Assert.Throws<InputException>(() => Predict(model, "😀 @you #sun")).Message, StringComparison.Ordinal);
        Assert.Contains("pass --text", Assert.Throws<InputException>(() => Predict(model, "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_ReadsSeveralTweets_EachAsAlone()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        using TrainedModel model = SavedRun.Open(_folder.File("run"));
        string[] tweets = ["so vile", string.Concat(Enumerable.Repeat("kind ", 20)), "a kind day"];
        Predictions together = model.Predict(new PredictionInput([], tweets), CancellationToken.None);
        Assert.Equal(tweets.Select(tweet => string.Join('|', Predict(model, tweet).Table.Rows[0])), together.Table.Rows.Select(row => string.Join('|', row)));
        Assert.Equal("tweet 2 has 20 tokens; the model reads the first 12", Assert.Single(together.Remarks));
        Assert.Contains("tweet 2 has no word", Assert.Throws<InputException>(() =>
            model.Predict(new PredictionInput([], "kind", "#tag"), CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassWeights_AreScikitLearnsBalanced_AndChangeTheTraining()
    {
        Assert.Equal(new Dictionary<int, float> { [0] = 10f / 3, [1] = 10f / 18, [2] = 10f / 9 },
            TweetsData.Balanced([0, 1, 1, 1, 1, 1, 1, 2, 2, 2]).ToDictionary());
        Assert.Equal(new Dictionary<int, float> { [2] = 1 }, TweetsData.Balanced([2, 2]).ToDictionary());

        double Loss(ClassWeighting weights) => RunTraining.Train(Small() with { ClassWeights = weights }, Options($"{weights}"), CancellationToken.None)
            .Metrics["validationLoss"];
        Assert.Distinct(Enum.GetValues<ClassWeighting>().Select(Loss));
    }

    [Theory]
    [InlineData(TweetModelKind.Classifier)]
    [InlineData(TweetModelKind.T5)]
    public void Training_DrawsEachClassEquallyOften_WhereItIsSampled(TweetModelKind model)
    {
        using PreparedRun run = (Small() with { Model = model, ClassWeights = ClassWeighting.Sampling }).Prepare(new RunOptions());
        Assert.Null(run.Data.ClassWeights);
        Batch all = run.Data.Training.Cut(new Arena(), 64, 0, RandomKey.FromSeed(1));
        Assert.Equal([21, 21, 22], all.Targets.Ids[..64].ToArray().CountBy(id => id).Select(one => one.Value).Order());
        Assert.True(all.SampleWeights.IsEmpty);
    }

    [Fact]
    public void Of_AgreesWithTheReportOfTheClasses()
    {
        ConfusionMatrix confusion = ConfusionMatrix.Create([0, 1, 1, 1, 2, 2], [0, 0, 1, 1, 1, 1], [.. TweetsData.Classes]);
        Dictionary<string, double> metrics = TweetMetrics.Of(confusion).ToDictionary(metric => metric.Key, metric => metric.Value);
        Assert.Equal(TweetMetrics.Names.Order(), metrics.Keys.Order());
        Assert.Equal((0.5, 1, 2 / 3.0), (metrics["precision.hate"], metrics["recall.hate"], metrics["f1.hate"]));
        Assert.Equal((0.5 + 0.5 + 0) / 3, metrics["macroPrecision"], 12);
        Assert.Equal((1 + (2 / 3.0) + 0) / 3, metrics["macroRecall"], 12);
        Assert.Equal((0.5 + (3 * 0.5) + 0) / 6, metrics["weightedPrecision"], 12);
        Assert.Equal((1 + (3 * 2 / 3.0) + 0) / 6, metrics["weightedRecall"], 12);
        Assert.Equal(((2 / 3.0) + (3 * 4 / 7.0) + 0) / 6, metrics["weightedF1"], 12);
        Assert.Equal((0.5, 2 / 9.0, 1 / 3.0), (metrics["majorityAccuracy"], metrics["majorityMacroF1"], metrics["majorityWeightedF1"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Explain_ListsTheSurestMistakes_AndTheLengths(bool showsSlurs)
    {
        File.WriteAllText(_folder.File("foul.csv"), SmallTweets.Csv(100).Replace("rude", "bitch", StringComparison.Ordinal));
        TweetsConfiguration configuration = Small() with { Data = _folder.File("foul.csv"), ShowSlurs = showsSlurs, LearningRate = 1e-6f };
        RunResult result = RunTraining.Train(configuration, Options("run"), CancellationToken.None);
        var insight = TweetsInsight.Read(_folder.File("run/insight.json"));
        Assert.Equal(20, insight.Tweets);
        Assert.Equal(20 * (1 - result.Evaluation!.ByName["accuracy"]), insight.Wrong, 6);
        Assert.Equal(Math.Min(24, insight.Wrong), insight.Mistakes.Count);
        Assert.Equal(insight.Mistakes.OrderByDescending(one => one.Probability), insight.Mistakes);
        Assert.All(insight.Mistakes, one => Assert.NotEqual(one.Class, one.Predicted));
        Assert.Equal((100, 12), (insight.Lengths.Sum(), insight.MaxTokens));
        Assert.Equal(showsSlurs, insight.Mistakes.Any(one => one.Text.Contains("bitch", StringComparison.Ordinal)));
        Assert.Equal(!showsSlurs, insight.Mistakes.Any(one => one.Text.Contains("b****", StringComparison.Ordinal)));
    }

    [Fact]
    public void Load_KeepsTheVocabularyOfARunThatItBeginsWith()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        File.WriteAllText(_folder.File("others.csv"), SmallTweets.Csv(100).Replace("town", "village", StringComparison.Ordinal));
        RunResult next = RunTraining.Train(Small() with { Data = _folder.File("others.csv"), InitFrom = _folder.File("run") }, Options("next"),
            CancellationToken.None);
        Assert.Null(next.Failure);
    }

    [Fact]
    public void Remarks_TellCutTweets_AndThoseOfTheTestThatWereLearned()
    {
        using PreparedRun run = (Small() with { MaxTokens = 4 }).Prepare(new RunOptions());
        Assert.Equal(
            ["66 of 100 tweets (66 %) have more than 4 tokens and are cut", "14 of 20 tweets of the test stand in the training part too, word for word"],
            run.Data.Remarks);
        Assert.Contains("100 tweets, 64 for training, 16 for validation, 20 for the test (2 hate, 12 offensive, 6 neither)", run.Data.Description,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Prepare_RefusesSettingsThatCannotBe()
    {
        Assert.Contains("testShare", Assert.Throws<SettingException>(() =>
            (Small() with { Split = new TweetSplit { TestShare = 1 } }).Prepare(new RunOptions())).Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("at least 3", Assert.Throws<SettingException>(() => (Small() with { MaxTokens = 2 }).Prepare(new RunOptions())).Message,
            StringComparison.Ordinal);
    }

    static Predictions Predict(TrainedModel model, string text) => model.Predict(new PredictionInput([], text), CancellationToken.None);

    static string Predicted(TrainedModel model, string text) => Predict(model, text).Table.Rows[0][0].Text;

    TweetsConfiguration Small()
    {
        File.WriteAllText(_folder.File("tweets.csv"), SmallTweets.Csv(100));
        return new TweetsConfiguration
        {
            Data = _folder.File("tweets.csv"), Split = new TweetSplit { TestShare = 0.2, ValidationShare = 0.2 }, MaxTokens = 12, EmbeddingUnits = 8, Units = 8,
            Batch = 8, Epochs = 2, LearningRate = 0.01f, Dropout = 0,
        };
    }

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 2 };
}
