using System.Text.Json;

namespace Unroll.Cli.Tests.Commands;

/// <summary>What a reader should know of data and results stands in every form of the output.</summary>
public sealed class RemarksCommandTests : IDisposable
{
    const string Weekend = "prices: 28 days on a weekend, the first is 2020-01-04";
    const string Outside = "prices close: 20 of 20 values of the test lie outside 51 to 130, the range of the training, as far as 150; a model is less sure there";
    const string Beside = "prices: RMSE ";

    readonly CliFixture _cli = new();

    [Fact]
    public void Train_GivesRemarks_OnTheTerminal_InJson_InTheConfiguration_AndWithoutProgress()
    {
        string run = Path.Combine(_cli.Folder, "run");
        CliResult quiet = CliFixture.Run([.. Train(run), "--progress", "none", "--json"]);
        Assert.Contains($"unroll: {Weekend}\n", quiet.Error, StringComparison.Ordinal);
        Assert.Contains($"unroll: {Outside}\n", quiet.Error, StringComparison.Ordinal);
        Assert.Contains($"unroll: {Beside}", quiet.Error, StringComparison.Ordinal);
        string[] remarks = Remarks(quiet.Output);
        Assert.Equal([Weekend, Outside], remarks.Except(remarks.Where(remark => remark.StartsWith(Beside, StringComparison.Ordinal))));
        Assert.Equal([Weekend], Remarks(File.ReadAllText(Path.Combine(run, "config.json"))));

        string shown = CliFixture.Run(Train(Path.Combine(_cli.Folder, "shown"))).Error;
        Assert.Contains(Weekend, shown, StringComparison.Ordinal);
        Assert.Contains(Outside, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_GivesRemarks_OnTheTerminal_AndInJson()
    {
        string run = Path.Combine(_cli.Folder, "run");
        Assert.Equal(0, CliFixture.Run(Train(run)).ExitCode);
        foreach (string[] more in (string[][])[[], ["--trials", "2"], ["--walk-forward", "2"]])
        {
            CliResult shown = CliFixture.Run(["evaluate", run, .. more]), json = CliFixture.Run(["evaluate", run, "--json", .. more]);
            Assert.Contains($"unroll: {Weekend}\n", shown.Error, StringComparison.Ordinal);
            Assert.Contains(Weekend, Remarks(json.Output));
            if (more is not ["--trials", ..])
                Assert.Contains(Remarks(json.Output), remark => remark.StartsWith(Beside, StringComparison.Ordinal));
        }

        Assert.Contains(Outside, Remarks(CliFixture.Run("evaluate", run, "--json").Output));
    }

    [Fact]
    public void Predict_Says_WhenTheRunsOwnFileHasChanged_AndWhenPricesLieOutsideTheTraining()
    {
        string run = Path.Combine(_cli.Folder, "run");
        Assert.Equal(0, CliFixture.Run(Train(run)).ExitCode);
        Assert.DoesNotContain("has changed", CliFixture.Run("predict", run).Error, StringComparison.Ordinal);
        _cli.Prices("prices.csv", 0, 180);
        CliResult json = CliFixture.Run("predict", run, "--json");
        Assert.Equal(0, json.ExitCode);
        string[] remarks = Remarks(json.Output);
        Assert.Contains(remarks, remark => remark.StartsWith("prices close: 5 of 5 values of the window lie outside 51 to 130, ", StringComparison.Ordinal));
        string changed = Assert.Single(remarks, remark => remark.Contains("prices.csv: the file has changed since the run was made from it: ", StringComparison.Ordinal));
        Assert.EndsWith("; the prediction is made from it as it is now", changed, StringComparison.Ordinal);
        Assert.All(remarks, remark => Assert.Contains($"unroll: {remark}\n", json.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void PredictOfASeries_Says_WhenTheRunsOwnFileHasChanged()
    {
        string run = Path.Combine(_cli.Folder, "run"), file = _cli.Write("load.csv", string.Join('\n', Enumerable.Range(0, 60).Select(i => i % 7)) + "\n");
        Assert.Equal(0, CliFixture.Run("train", "series", "--data", file, "--window", "5", "--units", "4", "--epochs", "1", "--out", run).ExitCode);
        File.AppendAllText(file, "11\n");
        string[] remarks = Remarks(CliFixture.Run("predict", run, "--json").Output);
        Assert.Contains(remarks, remark => remark.Contains("load.csv: the file has changed", StringComparison.Ordinal));
        Assert.Contains(remarks, remark => remark.Contains("1 of 5 values of the window lie outside 0 to 6, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Generate_GivesRemarks_InJson()
    {
        CliResult result = CliFixture.Run("generate", _cli.Trained("run"), "--prompt", "the Ω", "--length", "3", "--json");
        Assert.StartsWith("the model has never seen ", Assert.Single(Remarks(result.Output)), StringComparison.Ordinal);
    }

    [Fact]
    public void Study_GivesRemarks_OnTheTerminal_InJson_InItsResults_AndItsSummary()
    {
        string study = _cli.Write("prices.json", $$"""
            {
              "name": "prices", "title": "Prices", "question": "What follows?", "figures": ["rmse.prices"], "repeats": 2,
              "base": { "task": "stocks", "data": [{{JsonSerializer.Serialize(_cli.Prices("prices.csv", 0, 100))}}], "units": 4, "layers": 1, "window": 5,
                "epochs": 1 }
            }
            """);
        string folder = Path.Combine(_cli.Folder, "study");
        Assert.Contains(Weekend, CliFixture.Run("study", "run", study, "--out", folder, "--progress", "none").Output, StringComparison.Ordinal);
        Assert.Equal([Weekend], Remarks(CliFixture.Run("study", "run", study, "--out", folder, "--json").Output));
        Assert.Contains($"## The data\n\n- {Weekend}\n", File.ReadAllText(Path.Combine(folder, "summary.md")), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    string[] Train(string run) =>
    [
        "train", "stocks", "--data", _cli.Prices("prices.csv", 0, 100), "--window", "5", "--units", "4", "--layers", "1", "--epochs", "1", "--out", run,
    ];

    static string[] Remarks(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("remarks").EnumerateArray().Select(remark => remark.GetString()!)];
    }
}
