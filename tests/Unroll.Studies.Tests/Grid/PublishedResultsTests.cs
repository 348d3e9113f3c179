using System.Text.Json.Nodes;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tests.Grid;

/// <summary>docs/results: the studies that were run and published.</summary>
public sealed class PublishedResultsTests
{
    static readonly string s_results = Path.Combine(AppContext.BaseDirectory, "results");

    static readonly IEnumerable<string> s_published = Directory.GetDirectories(s_results).Select(folder => Path.GetFileName(folder));

    public static TheoryData<string> Studies => [.. s_published];

    [Theory]
    [MemberData(nameof(Studies))]
    public void Summary_IsThatOfTheTrainings(string name)
    {
        string folder = Path.Combine(s_results, name);
        SavedStudy saved = SavedStudy.Open(folder);
        Assert.Empty(saved.Missing);
        Assert.Equal(SummaryTable.Create(saved.Result!).ToCsv(), File.ReadAllText(Path.Combine(folder, "summary.csv")).ReplaceLineEndings("\n"));
        Assert.NotEmpty(saved.Result!.Machines);
        Assert.Equal(0, saved.Result.Failures);
    }

    [Fact]
    public void Results_HoldEveryStudyThatComesWithTheProgram() => Assert.Equal(StudyRegistry.Names, s_published.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Studies))]
    public void Answer_IsGiven(string name) => Assert.NotEmpty(File.ReadAllText(Path.Combine(s_results, name, "answer.md")).Trim());

    /// <summary>'unroll study run NAME' repeats what was published.</summary>
    [Theory]
    [MemberData(nameof(Studies))]
    public void Study_IsTheOneThatUnrollRuns(string name)
    {
        Study published = SavedStudy.Open(Path.Combine(s_results, name)).Result!.Study;
        Assert.False(published.IsQuick);
        Assert.True(JsonNode.DeepEquals(Json(StudyRegistry.Find(name)), Json(published)));
    }

    static JsonNode? Json(Study study) => JsonNode.Parse(study.Json);
}
