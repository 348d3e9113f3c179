using System.Text;
using Unroll.Reports.Charts;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Grid;

/// <summary>README.md of a folder of published studies: a table of all, then the answer of each, its claims beside what was measured, and a chart.</summary>
static class PublishedList
{
    public const string FileName = "README.md";

    /// <summary>The text for the studies that a folder holds.</summary>
    public static string Of(string folder)
    {
        StudyResult[] studies = [.. Directory.EnumerateDirectories(folder).Where(SavedStudy.IsIn).Order(StringComparer.Ordinal).Select(StudyPublication.Open)];
        var text = new StringBuilder("# Results\n\n");
        text.Append("Each study was run by `unroll study run NAME`, and its page written by `unroll study publish`. A claim is confirmed or refuted where a ")
            .Append("test of the seeds, corrected for the number of comparisons, says so with 95 %; where it does not, it is not shown. Times are those of ")
            .Append("all trainings together; of a study that is not about times, several ran at once, and it took less.\n\n");
        text.Append(Overview(studies).ToMarkdown());
        foreach (StudyResult study in studies)
            Append(text, study);
        return text.ToString();
    }

    static Table Overview(StudyResult[] studies) => new(
        [Column.Text("study"), Column.Text("question"), Column.Text("claims"), Column.Text("training time")],
        [.. studies.Select(study => (IReadOnlyList<Cell>)
            [$"[{study.Study.Name}]({study.Study.Name}.md)", study.Study.Question, Count(study.Claims), SummaryMarkdown.Minutes(study)])]);

    static string Count(IReadOnlyList<ClaimResult> claims) => claims.Count == 0 ? "none made" :
        string.Join(", ", claims.GroupBy(claim => claim.Verdict).OrderBy(group => group.Key).Select(group => $"{group.Count()} {group.First().Word}"));

    static void Append(StringBuilder text, StudyResult study)
    {
        text.Append($"\n## [{study.Study.Title}]({study.Study.Name}.md)\n\n{study.Study.Question}\n");
        if (StudyPublication.Answer(study) is { Length: > 0 } answer)
            text.Append($"\n{answer}\n");
        if (study.Claims.Count > 0)
            text.Append('\n').Append(new Table(
                [Column.Text("the source says"), Column.Text("measured"), Column.Text("")],
                [.. study.Claims.Select(claim => (IReadOnlyList<Cell>)[claim.Claim.Text, claim.Evidence, claim.Word])]).ToMarkdown());
        if (StudyCharts.ToPublish(study).FirstOrDefault() is { } chart)
            text.Append($"\n![{chart.Title}]({StudyPublication.PathOf(study.Study, chart)})\n");
    }
}
