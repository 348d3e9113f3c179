using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tests.Tasks;

namespace Unroll.Studies.Tests.Grid;

/// <summary>docs/studies.md: its example is a study, its tables name what the reader knows, and the metrics that the tasks have.</summary>
public sealed partial class StudiesPageTests : IDisposable
{
    static readonly string s_page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "studies.md")).ReplaceLineEndings("\n");

    readonly string _folder = Directory.CreateTempSubdirectory("unroll-page-").FullName;

    public static TheoryData<string> Places => [.. Heading().Matches(s_page).Select(match => match.Groups[1].Value).Where(place => place != "$.base")];

    static JsonObject Example => (JsonObject)JsonNode.Parse(Fence().Match(s_page).Groups[1].Value)!;

    [Fact]
    public void Example_IsAStudyThatRuns()
    {
        Study study = StudyReader.Read(Example.ToJsonString(), "example.json");
        Assert.Equal(4 * 5, StudyRunner.Check(study, "", workers: 1, default).Open);
        Assert.Equal(2 * 2, StudyRunner.Check(study.Quick!, "", workers: 1, default).Open);
    }

    /// <summary>An unknown member makes the reader say which it knows; the example has each, so that what is read on a condition is read too.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void Tables_NameTheMembersThatTheReaderKnows(string place)
    {
        JsonObject example = Example, at = At(example, place);
        string[] documented = Documented(place);
        Assert.Equal(documented.Order(StringComparer.Ordinal), at.Select(member => member.Key).Order(StringComparer.Ordinal));
        at["zzz"] = 1;
        string message = Assert.Throws<InputException>(() => StudyReader.Read(example.ToJsonString(), "example.json")).Message;
        string known = Regex.Match(message, "this version knows no option 'zzz'; known are (.*?)[.]?$").Groups[1].Value;
        Assert.Equal(documented.Order(StringComparer.Ordinal), known.Split(", ").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TaskNames))]
    public void Figures_AreThoseOfTheTask(string task)
    {
        const int Configurations = 60;
        var configurations = new RandomConfigurations(_folder, seed: 3);
        var known = new SortedSet<string>(StringComparer.Ordinal);
        for (int number = 0; number < Configurations; number++)
        {
            using PreparedRun run = configurations.Next(task).Prepare(new RunOptions { Workers = 1 });
            known.UnionWith(run.Run.Outline.EpochMetrics.Concat(run.Run.Outline.FinalMetrics).Select(Kind));
        }

        string row = Assert.Single(s_page.Split('\n'), line => line.StartsWith($"| `{task}` | `", StringComparison.Ordinal));
        Assert.Equal(known, Code().Matches(row).Skip(1).Select(match => Kind(match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> TaskNames => [.. TaskRegistry.Tasks.Names];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>"rmse" of "rmse.AAPL" and of "rmse.SHARE".</summary>
    static string Kind(string metric) => metric.Split('.')[0];

    static string[] Documented(string place)
    {
        string section = s_page[s_page.IndexOf($"### `{place}`\n", StringComparison.Ordinal)..];
        int next = section.IndexOf("\n#", 1, StringComparison.Ordinal);
        return [.. Member().Matches(next < 0 ? section : section[..next]).Select(match => match.Groups[1].Value)];
    }

    /// <summary>The last object at a place of the example: of the values of an axis the one that sets several settings.</summary>
    static JsonObject At(JsonObject root, string place)
    {
        JsonNode node = root;
        foreach (string step in place.Split('.').Skip(1))
        {
            bool isList = step.EndsWith("[]", StringComparison.Ordinal);
            node = node[isList ? step[..^2] : step]!;
            if (isList)
                node = node.AsArray().Last()!;
        }

        return (JsonObject)node;
    }

    [GeneratedRegex(@"^### `(\$[^`]*)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
