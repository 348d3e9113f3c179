using System.Globalization;

namespace Unroll.Cli.Tests.Commands;

/// <summary>The configurations of published models.</summary>
public sealed class SummaryCommandTests : IDisposable
{
    readonly CliFixture _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData(
        """{ "model_type": "bert", "vocab_size": 30522, "hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072 }""",
        109_482_240, "encoder.layer.11 (BertBlock)")]
    [InlineData("""{ "model_type": "t5", "vocab_size": 32128, "d_model": 512, "d_kv": 64, "d_ff": 2048, "num_layers": 6, "num_heads": 8 }""",
        60_506_624, "decoder.block.5 (T5Block)")]
    public void Summary_ShowsPublishedModels_WithTheirNumberOfParameters(string text, long parameters, string layer)
    {
        string path = _cli.Write("published.json", text);
        CliResult table = CliFixture.Run("summary", "--config", path), json = CliFixture.Run("summary", "--config", path, "--json");
        Assert.Contains(layer, table.Output, StringComparison.Ordinal);
        Assert.Contains($"Total params: {parameters.ToString("N0", CultureInfo.InvariantCulture)}", table.Output, StringComparison.Ordinal);
        Assert.Contains($": {parameters}", json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "model_type": "gpt2" }""", "gpt2", "bert")]
    [InlineData("""{ "model_type": "bert" }""", "vocab_size", "whole number")]
    [InlineData("""{ "model_type": "t5", "vocab_size": 1, "d_model": 2, "d_kv": 1, "d_ff": 1, "num_layers": 1, "num_heads": 1 }""", "ids of padding")]
    [InlineData("""{ "model_type": """, "published.json")]
    [InlineData("[]", "published.json")]
    public void Summary_TellsOneLine_WhenTheConfigurationIsNone(string text, params string[] parts)
    {
        CliResult result = CliFixture.Run("summary", "--config", _cli.Write("published.json", text));
        string line = result.OneLineOfComplaint();
        Assert.All(parts, part => Assert.Contains(part, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Summary_TellsOneLine_WhenThereIsNoSuchFile() => Assert.Contains("nowhere.json",
        CliFixture.Run("summary", "--config", "nowhere.json").OneLineOfComplaint(), StringComparison.Ordinal);
}
