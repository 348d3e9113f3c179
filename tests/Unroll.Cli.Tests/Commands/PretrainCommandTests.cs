using System.Text.Json;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Commands;

public sealed class PretrainCommandTests(CliFixture fixture) : IClassFixture<CliFixture>
{
    CliResult Pretrain(string folder, params string[] more) => CliFixture.Run(
    [
        "pretrain", "bert", "--data", fixture.TextFile, "--vocabulary", "60", "--length", "16", "--hidden", "16", "--layers", "1", "--batch", "8",
        "--steps", "6", "--workers", "2", "--out", Path.Combine(fixture.Folder, folder), .. more,
    ]);

    [Fact]
    public void Pretrain_ShowsDataModelAndMetrics_AndSaysWhatToDoNext()
    {
        CliResult result = Pretrain("shown");
        string folder = Path.Combine(fixture.Folder, "shown");
        Assert.Equal((0, true), (result.ExitCode, File.Exists(Path.Combine(folder, "model.safetensors"))));
        foreach (string part in new[] { "data      1 file, 1,040 characters: ", "tokens for training in ", "model     bert, 1 × 16, 2 heads",
            "training  6 steps of about ", "15 % of them are to be found again", "Epoch 1/", "val_accuracy: " })
            Assert.Contains(part, result.Error, StringComparison.Ordinal);
        foreach (string part in new[]
        {
            "│ metric ", "perplexity", "What the model finds in a held-out passage:", "[MASK]", "│ masked │ found", " tokens/s without",
            $"unroll pretrain bert --init-from {folder} --data FILE --out DIR",
        })
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
        CliResult further = CliFixture.Run("pretrain", "bert", "--data", fixture.TextFile, "--init-from", folder, "--steps", "2", "--out",
            Path.Combine(fixture.Folder, "further"), "--progress", "none");
        Assert.Equal((0, ""), (further.ExitCode, further.Error));
    }

    [Fact]
    public void Pretrain_PrintsOneJsonDocument()
    {
        using JsonDocument json = JsonDocument.Parse(Pretrain("json", "--json", "--progress", "none").Output);
        Assert.Equal((6, "completed"), (json.RootElement.GetProperty("steps").GetInt32(), json.RootElement.GetProperty("outcome").GetString()));
        Assert.InRange(json.RootElement.GetProperty("vocabulary").GetInt32(), 34, 60);
        Assert.InRange(json.RootElement.GetProperty("validationLoss").GetDouble(), 0.1, 10);
    }

    [Fact]
    public void Pretrain_RefusesAFolderThatIsNotEmpty_AndOptionsThatDoNotGoTogether()
    {
        string full = Path.Combine(fixture.Folder, "full");
        Directory.CreateDirectory(full);
        File.WriteAllText(Path.Combine(full, "letter.txt"), "dear cat");
        Assert.Contains("not empty", Pretrain("full").OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("--out is missing", CliFixture.Run("pretrain", "bert", "--data", fixture.TextFile).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("--data is missing", CliFixture.Run("pretrain", "bert", "--out", "x").OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("leave out --steps", CliFixture.Run("pretrain", "bert", "--resume", full, "--steps", "3").OneLineOfComplaint(),
            StringComparison.Ordinal);
        Assert.Contains("no pretraining", CliFixture.Run("pretrain", "bert", "--resume", full).OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.Contains("--mask-share 1: ", Pretrain("small", "--mask-share", "1").OneLineOfComplaint(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(fixture.Folder, "small")));
    }

    [Fact]
    public void Pretrain_Fails_WhereTheLossIsNoNumber()
    {
        CliResult result = Pretrain("nan", "--optimizer", "sgd", "--learning-rate", "1e38", "--clip", "0", "--progress", "none");
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Contains("no model was written", result.Error, StringComparison.Ordinal);
    }
}
