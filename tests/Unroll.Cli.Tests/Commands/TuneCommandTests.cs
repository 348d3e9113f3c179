using System.Text.Json;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Commands;

public sealed class TuneCommandTests(CliFixture fixture) : IClassFixture<CliFixture>
{
    const string Tiny = """
        {
          "task": "text",
          "settings": { "data": "cats.txt", "layers": 1, "window": 8, "batch": 4, "embeddingUnits": 4, "steps": 6 },
          "ranges": { "learningRate": { "log": [0.001, 0.1] }, "cell": { "choice": ["gru", "simple_rnn"] } },
          "trials": 5, "startup": 3, "minimumSteps": 2, "reduction": 3
        }
        """;

    [Fact]
    public void Tune_ShowsTheBestTrials_AndLeavesAConfigurationToTrainWith()
    {
        string file = fixture.Write("tiny.json", Tiny), folder = Path.Combine(fixture.Folder, "tiny"), run = Path.Combine(fixture.Folder, "tuned");
        CliResult result = CliFixture.Run("tune", file, "--out", folder);
        Assert.Equal(0, result.ExitCode);
        foreach (string part in new[] { "task text; smallest validation loss", "  learningRate: log 0.001 to 0.1", "at most 5 trials, the first 3 at random",
            "; the best of 3 goes on,", "by factors of 3", "[1] trial 1 (learningRate ", " at step 2 of 6 (", "at its end", "; best: trial " })
            Assert.Contains(part, result.Error, StringComparison.Ordinal);
        foreach (string part in new[] { "│ trial │ validation loss │ steps │ of │ learningRate │ cell", "All 5 trials are in ", "The best is trial ", "flatters it",
            $"  unroll train text --config {Path.Combine(folder, "best.json")}" })
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
        CliResult trained = CliFixture.Run("train", "text", "--config", Path.Combine(folder, "best.json"), "--limit", "0", "--out", run);
        Assert.Equal(0, trained.ExitCode);

        CliResult again = CliFixture.Run("tune", file, "--out", folder, "--progress", "none");
        Assert.Equal((0, "", result.Output), (again.ExitCode, again.Error, again.Output));
    }

    [Fact]
    public void Tune_PrintsOneJsonDocument()
    {
        string file = fixture.Write("json.json", Tiny), folder = Path.Combine(fixture.Folder, "json");
        using JsonDocument json = JsonDocument.Parse(CliFixture.Run("tune", file, "--out", folder, "--json", "--trials", "4", "--parallel", "2").Output);
        JsonElement root = json.RootElement;
        Assert.Equal(("text", "validationLoss", "done"),
            (root.GetProperty("task").GetString(), root.GetProperty("metric").GetString(), root.GetProperty("ended").GetString()));
        Assert.Equal(Path.Combine(folder, "best.json"), root.GetProperty("bestConfig").GetString());
        JsonElement[] trials = [.. root.GetProperty("trials").EnumerateArray()];
        Assert.Equal([1, 2, 3, 4], trials.Select(trial => trial.GetProperty("number").GetInt32()).Order());
        Assert.Equal(root.GetProperty("bestTrial").GetInt32(), trials[0].GetProperty("number").GetInt32());
        Assert.Equal((6, 6, 2), (trials[0].GetProperty("steps").GetInt32(), trials[0].GetProperty("ofSteps").GetInt32(),
            trials[0].GetProperty("measurements").GetArrayLength()));
        Assert.InRange(trials[0].GetProperty("settings").GetProperty("learningRate").GetDouble(), 0.001, 0.1);
        Assert.Contains("\"parallel\": 2", File.ReadAllText(Path.Combine(folder, "tuning.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Tune_SaysHowToGoOn_WhenItsTimeIsOver()
    {
        string file = fixture.Write("long.json", Tiny.Replace("\"steps\": 6", "\"steps\": 3000000", StringComparison.Ordinal)
            .Replace("\"minimumSteps\": 2", "\"minimumSteps\": 1000000", StringComparison.Ordinal)), folder = Path.Combine(fixture.Folder, "long");
        CliResult result = CliFixture.Run("tune", file, "--out", folder, "--budget", "1s", "--progress", "none");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal(["The time is over. Go on with:", $"  unroll tune {file} --out {folder} --budget 1s",
            "unroll: no trial was measured in this time; pass a longer --budget, or a smaller \"minimumSteps\""], result.Error.Split(Environment.NewLine)[..^1]);
    }

    [Fact]
    public void Tune_Fails_WhenNoTrialGivesAValue()
    {
        string file = fixture.Write("nan.json", Tiny.Replace("[0.001, 0.1]", "[1e37, 3e38]", StringComparison.Ordinal).Replace("\"steps\": 6",
            "\"optimizer\": \"sgd\", \"steps\": 6", StringComparison.Ordinal)), folder = Path.Combine(fixture.Folder, "nan");
        CliResult result = CliFixture.Run("tune", file, "--out", folder, "--progress", "none", "--trials", "2");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("unroll: no trial gave a value; the first failure, trial ", result.Error, StringComparison.Ordinal);
        Assert.Contains(" │ failure ", result.Output, StringComparison.Ordinal);
    }
}
