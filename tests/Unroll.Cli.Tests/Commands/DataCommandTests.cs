using System.Text.Json;

namespace Unroll.Cli.Tests.Commands;

public class DataCommandTests
{
    [Fact]
    public void List_PrintsOneDocument_WithJson()
    {
        using JsonDocument document = JsonDocument.Parse(CliFixture.Run("data", "list", "--json").Output);
        JsonElement[] sets = [.. document.RootElement.GetProperty("dataSets").EnumerateArray()];
        Assert.Equal(["harbour", "shakespeare"], sets.Select(set => set.GetProperty("name").GetString()));
        Assert.True(sets[0].GetProperty("here").GetBoolean());
    }

    [Fact]
    public void List_ShowsEverySet_WithItsLicence()
    {
        string output = CliFixture.Run("data", "list").Output;
        Assert.Contains("harbour", output, StringComparison.Ordinal);
        Assert.Contains("public domain", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_HasNothingToDo_ForTheEmbeddedCorpus()
    {
        CliResult result = CliFixture.Run("data", "get", "harbour");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("comes with unroll", result.Error, StringComparison.Ordinal);
    }
}
