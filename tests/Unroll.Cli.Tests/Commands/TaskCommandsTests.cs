using System.Globalization;
using System.Text;
using System.Text.Json;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Commands;

/// <summary>The tasks beside text on the command line: train, evaluate, predict, and what is wrong with their data.</summary>
public sealed class TaskCommandsTests : IDisposable
{
    readonly CliFixture _cli = new();

    [Fact]
    public void Stocks_TrainEvaluateAndPredict()
    {
        string[] files = [Prices("A.csv"), Prices("B.csv")];
        CliResult trained = CliFixture.Run([.. Stocks("run", files), "--json"]);
        Assert.Equal(0, trained.ExitCode);
        using JsonDocument document = JsonDocument.Parse(trained.Output);
        foreach (string name in new[] { "parameters", "epochs", "steps", "seconds", "trainingLoss", "validationLoss", "rmse.A", "naiveRmse.B", "mape.A", "daysPerSecond" })
            Assert.Equal(JsonValueKind.Number, document.RootElement.GetProperty(name).ValueKind);
        Assert.False(document.RootElement.GetProperty("synthetic").GetBoolean());

        string run = Path.Combine(_cli.Folder, "run");
        using JsonDocument predicted = JsonDocument.Parse(CliFixture.Run(["predict", run, "--data", .. files, "--json"]).Output);
        JsonElement[] predictions = [.. predicted.RootElement.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(["A", "B"], predictions.Select(row => row.GetProperty("share").GetString()));
        Assert.Equal(JsonValueKind.Number, predictions[0].GetProperty("nextClose").ValueKind);

        string table = CliFixture.Run("evaluate", run).Output;
        Assert.Contains("naive rmse", table, StringComparison.Ordinal);
        CliResult walked = CliFixture.Run("evaluate", run, "--walk-forward", "2", "--json");
        Assert.Contains("training 2 of 2", walked.Error, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(walked.Output).RootElement.TryGetProperty("rmse.A", out _));
        JsonElement trials = JsonDocument.Parse(CliFixture.Run("evaluate", run, "--trials", "2", "--json").Output).RootElement.GetProperty("rmse.A");
        Assert.Equal(2, trials.GetProperty("trials").GetInt32());
        Assert.Contains("three ways", CliFixture.Run("evaluate", run, "--trials", "2", "--walk-forward", "2").OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("unroll predict", CliFixture.Run("generate", run).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("a run of the task stocks takes --data", CliFixture.Run("predict", run, "--text", "x").OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("the files give A", CliFixture.Run("predict", run, "--data", files[0]).OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stocks_SayInEveryTable_ThatDataAreSynthetic()
    {
        CliResult trained = CliFixture.Run(Stocks("run", ["synthetic"]));
        Assert.Equal(2, trained.Output.Split("synthetic data: the program made them up").Length - 1);
        string run = Path.Combine(_cli.Folder, "run");
        Assert.Contains("synthetic data", CliFixture.Run("evaluate", run).Output, StringComparison.Ordinal);
        Assert.Contains("synthetic data", CliFixture.Run("predict", run).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A.csv", "column Close", "Date,Open,High,Low,Volume\n2020-01-01,1,1,1,1\n")]
    [InlineData("A.csv", "line 3, column Open: 'soon' is no number", "Date,Open,High,Low,Close\n2020-01-01,1,1,1,1\n2020-01-02,soon,1,1,1\n")]
    [InlineData("A.csv", "too few: a window of 5 days", "Date,Open,High,Low,Close\n2020-01-01,1,1,1,1\n2020-01-02,1,1,1,1\n")]
    public void Stocks_TellOneLine_WhenAFileIsWrong(string name, string message, string content)
    {
        string path = _cli.Write(name, content), line = CliFixture.Run(Stocks("run", [path])).OneLineOfComplaint();
        Assert.Contains(path, line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.OrdinalIgnoreCase);
        Assert.False(Directory.Exists(Path.Combine(_cli.Folder, "run")));
    }

    [Fact]
    public void Memory_TrainAndPredict()
    {
        string run = Path.Combine(_cli.Folder, "run");
        CliResult trained = CliFixture.Run("train", "memory", "--cell", "lstm", "--units", "8", "--epochs", "1", "--words", "helloworld", "language", "--out", run, "--json");
        using JsonDocument document = JsonDocument.Parse(trained.Output);
        Assert.Equal(JsonValueKind.Number, document.RootElement.GetProperty("completion.language").ValueKind);
        JsonElement prediction = JsonDocument.Parse(CliFixture.Run("predict", run, "--text", "hell", "--json").Output).RootElement.GetProperty("predictions")[0];
        Assert.Equal(6, prediction.GetProperty("completion").GetString()!.Length);
        Assert.Contains("--text", CliFixture.Run("predict", run).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("a run of the task memory takes --text", CliFixture.Run("predict", run, "--text", "hell", "--data", "x").OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("use 'unroll train memory'", CliFixture.Run("train", "text", "--config", Path.Combine(run, "config.json")).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("use 'unroll train memory --resume'", CliFixture.Run("train", "stocks", "--resume", run).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Equal(0, CliFixture.Run("train", "memory", "--config", Path.Combine(run, "config.json"), "--out", run + "2", "--progress", "none").ExitCode);
    }

    [Fact]
    public void Digits_TrainOnSyntheticOnes_AndTellOneLine_WhenAFileLies()
    {
        string run = Path.Combine(_cli.Folder, "run");
        CliResult trained = CliFixture.Run("train", "digits", "--data", "synthetic", "--units", "8", "--steps", "3", "--out", run);
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains("synthetic data", trained.Output, StringComparison.Ordinal);
        Assert.Contains("macro f1", trained.Output, StringComparison.Ordinal);
        string lie = Path.Combine(_cli.Folder, "train-images-idx3-ubyte");
        File.WriteAllBytes(lie, [0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4]);
        foreach (string other in new[] { "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" })
            File.WriteAllBytes(Path.Combine(_cli.Folder, other), [0, 0, 8, 1, 0, 0, 0, 1, 1]);
        foreach (string[] command in new[] { new[] { "predict", run, "--data", lie }, ["train", "digits", "--data", _cli.Folder, "--out", run + "2"], ["evaluate", run, "--data", _cli.Folder] })
            Assert.Contains($"{lie}: the header promises 9 × 2 × 2 = 36 elements, the file holds 4", CliFixture.Run(command).OneLineOfComplaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void SequencesAndShapes_TrainOnWhatTheyDraw()
    {
        string run = Path.Combine(_cli.Folder, "run");
        CliResult copying = CliFixture.Run("train", "sequences", "--problem", "copying", "--length", "3", "--samples", "64", "--test-samples", "8", "--units", "4", "--epochs", "1", "--out", run);
        Assert.Equal(0, copying.ExitCode);
        Assert.Contains("gradient orders", copying.Output, StringComparison.Ordinal);
        Assert.Contains("│ steps to learn │", copying.Output, StringComparison.Ordinal);
        Assert.Contains($"unroll evaluate {run}", copying.Output, StringComparison.Ordinal);
        Assert.Equal(0, CliFixture.Run("evaluate", run).ExitCode);
        Assert.Contains("use 'unroll evaluate'", CliFixture.Run("predict", run).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("did you mean 'parity'?", CliFixture.Run("train", "shapes", "--shape", "party").OneLineOfComplaint(), StringComparison.Ordinal);
        CliResult parity = CliFixture.Run("train", "shapes", "--shape", "parity", "--samples", "64", "--units", "4", "--epochs", "1", "--out", run + "2");
        Assert.Contains("over floor", parity.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_PredictsTheNextCharacter()
    {
        string run = _cli.Trained("run");
        JsonElement[] next = [.. JsonDocument.Parse(CliFixture.Run("predict", run, "--text", "the ca", "--json").Output).RootElement.GetProperty("predictions").EnumerateArray()];
        Assert.Equal(5, next.Length);
        double[] probabilities = [.. next.Select(row => row.GetProperty("probability").GetDouble())];
        Assert.Equal(probabilities.OrderDescending(), probabilities);
        Assert.InRange(probabilities.Sum(), 0.05, 1);
    }

    public void Dispose() => _cli.Dispose();

    string[] Stocks(string run, string[] data) =>
    [
        "train", "stocks", "--data", .. data, "--window", "5", "--units", "4", "--layers", "1", "--epochs", "2", "--workers", "2", "--progress", "none",
        "--out", Path.Combine(_cli.Folder, run),
    ];

    string Prices(string name)
    {
        var text = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
        for (int day = 0; day < 60; day++)
        {
            double close = 100 + (10 * Math.Sin(day / 3.0)) + name[0];
            text.Append(CultureInfo.InvariantCulture, $"{new DateOnly(2020, 1, 1).AddDays(day):yyyy-MM-dd},{close},{close + 1},{close - 1},{close},{close},{1000 + day}\n");
        }

        return _cli.Write(name, text.ToString());
    }
}
