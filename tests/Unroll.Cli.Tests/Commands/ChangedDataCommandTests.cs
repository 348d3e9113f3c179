using System.Text.Json;

namespace Unroll.Cli.Tests.Commands;

/// <summary>What the commands say when the files of a run have changed: one line, exit code 2, and nothing is lost.</summary>
public sealed class ChangedDataCommandTests : IDisposable
{
    readonly CliFixture _cli = new();

    [Fact]
    public void Evaluate_Refuses_WhenThePricesHaveGrown_AndMeasuresThemWithData()
    {
        string prices = _cli.Prices("prices.csv", 0, 100), run = Path.Combine(_cli.Folder, "stocks");
        string[] train = ["train", "stocks", "--data", prices, "--window", "5", "--units", "4", "--layers", "1", "--epochs", "1", "--out", run];
        Assert.Equal(0, CliFixture.Run(train).ExitCode);
        double own = Metric(CliFixture.Run("evaluate", run, "--json"), "rmse.prices");
        _cli.Prices("prices.csv", 0, 180);
        foreach (string[] more in (string[][])[[], ["--json"], ["--trials", "2"], ["--walk-forward", "2"]])
        {
            string line = CliFixture.Run(["evaluate", run, .. more]).OneLineOfComplaint();
            Assert.Contains("prices.csv: the file has changed since the run was made from it: ", line, StringComparison.Ordinal);
            Assert.Contains("--data", line, StringComparison.Ordinal);
        }

        // Prices that climb out of the range of the training are far off in the model's own scaler.
        Directory.CreateDirectory(Path.Combine(_cli.Folder, "tail"));
        Assert.True(Metric(CliFixture.Run("evaluate", run, "--data", _cli.Prices("tail/prices.csv", 139, 180), "--json"), "rmse.prices") > own + 30);
        Assert.Equal(0, CliFixture.Run("evaluate", run, "--data", prices).ExitCode);
    }

    [Fact]
    public void Resume_Refuses_WhenTheTextHasChanged_AtTheSameSize()
    {
        string run = _cli.Trained("run"), last = Path.Combine(run, "checkpoints", "last.safetensors");
        byte[] before = File.ReadAllBytes(last);
        File.WriteAllText(_cli.TextFile, File.ReadAllText(_cli.TextFile).Replace("cat", "dog", StringComparison.Ordinal));
        string line = CliFixture.Run("train", "text", "--resume", run).OneLineOfComplaint();
        Assert.Contains("cats.txt: the file has changed since the run was made from it: ", line, StringComparison.Ordinal);
        Assert.Contains(" bytes as before, with other contents", line, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(last));
    }

    [Fact]
    public void Train_Refuses_TheConfigurationOfARunWhoseDataChanged_ButTakesThemWithData()
    {
        string config = Path.Combine(_cli.Trained("run"), "config.json"), again = Path.Combine(_cli.Folder, "again");
        File.AppendAllText(_cli.TextFile, "the end.\n");
        string line = CliFixture.Run("train", "text", "--config", config, "--out", again).OneLineOfComplaint();
        Assert.Contains("cats.txt: the file has changed", line, StringComparison.Ordinal);
        Assert.EndsWith("name them with --data to train on them as they are now", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(again));
        Assert.Equal(0, CliFixture.Run("train", "text", "--config", config, "--data", _cli.TextFile, "--out", again, "--json").ExitCode);
        Assert.Equal(0, CliFixture.Run("evaluate", again).ExitCode);
    }

    [Fact]
    public void Study_Refuses_WhenItsTextOrItsSettingsChanged()
    {
        string study = Study(units: 4), folder = Path.Combine(_cli.Folder, "study");
        string[] command = ["study", "run", study, "--out", folder, "--progress", "none"];
        Assert.Equal(0, CliFixture.Run(command).ExitCode);
        string summary = File.ReadAllText(Path.Combine(folder, "summary.csv")), text = File.ReadAllText(_cli.TextFile);

        Study(units: 5);
        Assert.Contains("made with units 4, the study has 5; choose another --out", CliFixture.Run(command).OneLineOfComplaint(), StringComparison.Ordinal);
        Study(units: 4);
        File.WriteAllText(_cli.TextFile, text.Replace("cat", "dog", StringComparison.Ordinal));
        Assert.Contains("cats.txt: the file has changed", CliFixture.Run(command).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Equal(summary, File.ReadAllText(Path.Combine(folder, "summary.csv")));
        File.WriteAllText(_cli.TextFile, text);
        Assert.Equal(0, CliFixture.Run(command).ExitCode);
    }

    public void Dispose() => _cli.Dispose();

    static double Metric(CliResult result, string name) => JsonDocument.Parse(result.Output).RootElement.GetProperty(name).GetDouble();

    string Study(int units) => _cli.Write("cats.json", $$"""
        {
          "name": "cats", "title": "Cats", "question": "What follows?", "figures": ["validationLoss"],
          "base": { "task": "text", "data": {{JsonSerializer.Serialize(_cli.TextFile)}}, "units": {{units}}, "layers": 1, "window": 10, "batch": 4,
            "epochs": 1 }
        }
        """);
}
