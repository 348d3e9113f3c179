using System.Text;
using Unroll.Reports.Charts;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Grid;

/// <summary>README.md of a folder of published studies: what their sources say beside what was measured, and a chart of each.</summary>
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
            .Append("all trainings, one after another, of a study that is about times.\n\n");
        text.Append(Claims(studies).ToMarkdown());
        foreach (StudyResult study in studies)
        {
            text.Append($"\n## [{study.Study.Title}]({study.Study.Name}.md)\n\n{study.Study.Question}\n");
            if (StudyCharts.ToPublish(study).FirstOrDefault() is { } chart)
                text.Append($"\n![{chart.Title}]({StudyPublication.PathOf(study.Study, chart)})\n");
        }

        return text.ToString();
    }

    static Table Claims(StudyResult[] studies) => new(
        [Column.Text("study"), Column.Text("the source says"), Column.Text("measured"), Column.Text(""), Column.Text("time")],
        [.. studies.SelectMany(Rows)]);

    /// <summary>A row for each claim; the first of them bears the name of the study.</summary>
    static IEnumerable<IReadOnlyList<Cell>> Rows(StudyResult study)
    {
        string name = $"[{study.Study.Name}]({study.Study.Name}.md)", time = SummaryMarkdown.Minutes(study);
        return study.Claims.Count == 0 ? [[name, "", "", "", time]] : study.Claims.Select((claim, row) => (Cell[])
            [row == 0 ? name : "", claim.Claim.Text, claim.Evidence, claim.Word, row == 0 ? time : ""]);
    }
}
