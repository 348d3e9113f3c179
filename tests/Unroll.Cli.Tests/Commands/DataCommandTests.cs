using System.Text.Json;
using Unroll.Cli.Terminal;

namespace Unroll.Cli.Tests.Commands;

public class DataCommandTests
{
    [Fact]
    public void List_PrintsOneDocument_WithJson()
    {
        using JsonDocument document = JsonDocument.Parse(CliFixture.Run("data", "list", "--json").Output);
        JsonElement[] sets = [.. document.RootElement.GetProperty("dataSets").EnumerateArray()];
        Assert.Equal(
            ["harbour", "hello", "shakespeare", "mnist", "stocks", "tweets", "m4-hourly", "m4-weekly", "etth1", "etth2", "bert-base-uncased", "hatebert", "t5-small"],
            sets.Select(set => set.GetProperty("name").GetString()));
        Assert.True(sets[0].GetProperty("here").GetBoolean());
    }

    [Fact]
    public void List_ShowsEverySet_WithItsLicence()
    {
        string output = CliFixture.Run("data", "list").Output;
        Assert.Contains("harbour", output, StringComparison.Ordinal);
        Assert.Contains("public domain", output, StringComparison.Ordinal);
        Assert.Contains("unroll data get", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".csv", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_HasNothingToDo_ForTheEmbeddedCorpus()
    {
        CliResult result = CliFixture.Run("data", "get", "harbour");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("comes with unroll", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_NamesBothChecksums_OfAFileThatIsNotTheDataSets()
    {
        using var cli = new CliFixture();
        string line = CliFixture.Run("data", "get", "stocks", "--file", cli.Write("AAPL.csv", "abc")).OneLineOfComplaint();
        Assert.Contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", line, StringComparison.Ordinal);
        Assert.Contains("a9534e40044dd3cb3f14ab135b2acb01927659e36e1b3d7ff2946a910df6f05f", line, StringComparison.Ordinal);
    }
}
