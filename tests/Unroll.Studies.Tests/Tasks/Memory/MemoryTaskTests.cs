using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Studies.Tests.Tasks.Memory;

public sealed class MemoryTaskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Train_RemembersWords_ThatItHasRead()
    {
        RunResult result = RunTraining.Train(Small() with { Epochs = 150 }, Options("run"), CancellationToken.None);
        IReadOnlyDictionary<string, double> figures = result.Evaluation!.ByName;
        Assert.Equal(1, figures["completion.helloworld"]);
        Assert.Equal((1 + figures["completion.favorite"]) / 2, figures["completion"], 12);
        Assert.Equal(["trainingLoss", "trainingAccuracy"], result.Metrics.Keys);
        string[] lines = File.ReadAllLines(Path.Combine(_folder.Path, "run", "completions.csv"));
        Assert.Equal("helloworld,hell,oworld,1", lines[1]);

        using TrainedModel run = SavedRun.Open(Path.Combine(_folder.Path, "run"));
        Predictions prediction = run.Predict(new PredictionInput([], "Hell"), CancellationToken.None);
        Assert.Equal(["hell", "oworld"], prediction.Table.Rows[0].Select(cell => cell.Text));
        Assert.Empty(prediction.Remarks);

        // To the end of its word, from less than a window; six letters of a word that nobody asked for.
        Assert.Equal(8, run.Predict(new PredictionInput([], "he"), CancellationToken.None).Table.Rows[0][1].Text.Length);
        Assert.Equal(6, run.Predict(new PredictionInput([], "worl"), CancellationToken.None).Table.Rows[0][1].Text.Length);
        Assert.ThrowsAny<InputException>(() => run.Predict(new PredictionInput([], "42"), CancellationToken.None));
        Assert.Contains("takes one --text", Assert.Throws<InputException>(() =>
            run.Predict(new PredictionInput([], "he", "hel"), CancellationToken.None)).Message, StringComparison.Ordinal);

        IReadOnlyDictionary<string, double> other = run.On([Text("other.txt", "worldhello worldhello")]).Measure(CancellationToken.None).ByName;
        Assert.Equal(["loss", "accuracy"], other.Keys);
    }

    [Fact]
    public void Insight_HoldsEachLetter_WithItsProbabilityAndTheRunnerUp()
    {
        RunTraining.Train(Small() with { Epochs = 5 }, Options("run"), CancellationToken.None);
        MemoryInsight insight = MemoryInsight.Read(_folder.File("run/insight.json"));
        Assert.Equal(["helloworld", "favorite"], insight.Words.Select(word => word.Word));
        using var run = (MemoryModel)SavedRun.Open(Path.Combine(_folder.Path, "run"));
        foreach (RecalledWord word in insight.Words)
        {
            Assert.Equal(run.Complete(word.Word).Letters, string.Concat(word.Letters.Select(letter => letter.Letter)));
            string read = word.Seed;
            foreach (RecalledLetter letter in word.Letters)
            {
                // What the network gives for the window alone.
                float[] window = [.. read[^4..].Select(one => (one - 'a') / 26f)];
                double[] all = [.. new Unroll.Models.InferenceSession(run.Network, 1).Predict(window).ToArray().Select(value => (double)value)];
                int[] best = [.. Enumerable.Range(0, 26).OrderByDescending(one => all[one])];
                Assert.Equal((letter.Letter[0], letter.Other[0]), ((char)('a' + best[0]), (char)('a' + best[1])));
                Assert.Equal(all[best[0]], letter.Probability, 1e-4);
                Assert.Equal(all[best[1]], letter.OtherProbability, 1e-4);
                read += letter.Letter;
            }
        }
    }

    [Fact]
    public void Predict_SaysWhatItDoesNotRead()
    {
        RunTraining.Train(Small() with { Epochs = 1 }, Options("run"), CancellationToken.None);
        using TrainedModel run = SavedRun.Open(Path.Combine(_folder.Path, "run"));
        Predictions prediction = run.Predict(new PredictionInput([], "Hé llo"), CancellationToken.None);
        Assert.Equal("hllo", prediction.Table.Rows[0][0].Text);
        Assert.Equal(["the model knows the letters a to z only; it reads 'hllo', without 'é' (U+00E9), U+0020"], prediction.Remarks);
    }

    [Fact]
    public void Data_SaysWhichLettersAreLeftOut_AndWhatWasLearned()
    {
        string passage = string.Concat(Enumerable.Range(0, 40).Select(i => $"{(char)('a' + (i % 26))}{(char)('a' + (i * 7 % 23))} café, größe; "));
        RunTraining.Train(Small() with { Data = Text("passage.txt", passage), Epochs = 1 }, Options("run"), CancellationToken.None);
        using TrainedModel run = SavedRun.Open(Path.Combine(_folder.Path, "run"));
        string left = ": 120 of 440 letters are none of a to z and are left out: 'ß' (U+00DF), 'é' (U+00E9), 'ö' (U+00F6)";
        Assert.Equal(_folder.File("passage.txt") + left, Assert.Single(run.On([]).Data.Remarks));
        Assert.Equal([_folder.File("copy.txt") + left,
            _folder.File("copy.txt") + ": the model has learned 100 % of its passages of 64 characters; the metrics count them and flatter"],
            run.On([Text("copy.txt", passage)]).Data.Remarks);
    }

    [Theory]
    [InlineData("oworld", 1)]
    [InlineData("oworle", 5.0 / 6)]
    [InlineData("worldo", 0)]
    public void Accuracy_IsTheShareOfLettersInTheirPlaces(string letters, double expected) =>
        Assert.Equal(expected, new Completion("helloworld", "hell", letters).Accuracy, 12);

    [Fact]
    public void Run_TrainsWithOtherSeeds_OfWhichTheFirstIsTheConfigurations()
    {
        var trials = new List<int>();
        IReadOnlyList<(MetricValue Metric, Trials? Trials)> figures =
            RepeatedTraining.Run(Small() with { Epochs = 2 }, 3, 2, trials.Add, CancellationToken.None);
        Assert.Equal([1, 2, 3], trials);
        Assert.Equal(["completion", "completion.helloworld", "completion.favorite"], figures.Select(row => row.Metric.Key));
        double[] single = [.. Enumerable.Range(0, 3).Select(trial =>
        {
            using PreparedRun run = (Small() with { Epochs = 2, Seed = 1 + trial }).Prepare(new RunOptions { Workers = 1 });
            return RunTraining.Fit(run, 1, CancellationToken.None).Measure(CancellationToken.None).ByName["completion.helloworld"];
        })];
        Assert.Equal(Trials.Of(single, isShare: true), figures[1].Trials);
    }

    [Theory]
    [InlineData("Hello", "letters a to z only")]
    [InlineData("hell", "must be longer than the window of 4")]
    [InlineData("", "letters a to z only")]
    public void Check_SaysInOneLine_WhichWordIsWrong(string word, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<InputException>(() => (Small() with { Words = [word] }).Check()).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_Throws_WhenThereAreTooFewLetters() =>
        Assert.Contains("4 letters are too few for a window of 4",
            Assert.ThrowsAny<InputException>(() => (Small() with { Data = Text("few.txt", "a 1 b 2 c 3 d 4") }).Prepare(new RunOptions())).Message,
                StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    MemoryConfiguration Small() => new()
    {
        Data = Text("hello.txt", string.Concat(Enumerable.Repeat("Hello, world! ", 30))), Words = ["helloworld", "favorite"], Units = 24, Batch = 32,
        LearningRate = 0.01f,
    };

    string Text(string name, string content)
    {
        File.WriteAllText(_folder.File(name), content);
        return _folder.File(name);
    }

    RunOptions Options(string name) => new() { Folder = Path.Combine(_folder.Path, name), Workers = 2 };
}
