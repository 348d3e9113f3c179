using Unroll.Reports.Charts;
using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;

namespace Unroll.Reports.Grid;

/// <summary>
/// The pages of finished studies, as Markdown: NAME.md, the folder NAME with its data and charts, and README.md, which lists all studies of the folder. What
/// answer.md in the folder NAME says in words stands on the page, and stays when it is written again.
/// </summary>
public static class StudyPublication
{
    const string AnswerFile = "answer.md";

    /// <summary>Publishes a study.</summary>
    /// <param name="folder">The folder of the study; one that was published before is written again.</param>
    /// <param name="into">The folder of the pages.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="InputException">The folder is not that of a finished study.</exception>
    public static string Write(string folder, string into)
    {
        StudyResult result = Open(folder);
        string name = result.Study.Name, data = Path.Combine(into, name);
        if (Path.GetFullPath(data) != Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
            StudyFolder.CopyResults(result.Study, folder, data);
        string charts = Path.Combine(data, RunReport.ChartFolder);
        if (Directory.Exists(charts))
            Directory.Delete(charts, recursive: true);
        result = Open(data);
        foreach (Chart chart in StudyCharts.ToPublish(result))
            ChartFile.Write(chart, charts);
        string page = Path.Combine(into, name + ".md");
        RunFolder.Write(page, Page(result));
        RunFolder.Write(Path.Combine(into, PublishedList.FileName), PublishedList.Of(into));
        return page;
    }

    /// <summary>The text of a page.</summary>
    /// <param name="result">What the folder of its data holds.</param>
    internal static string Page(StudyResult result)
    {
        (string, string)[] charts = [.. StudyCharts.ToPublish(result).Select(chart => (chart.Title, PathOf(result.Study, chart)))];
        return SummaryMarkdown.Write(result, new PublishedParts(Answer(result), charts, result.Study.Name));
    }

    /// <summary>The judgement in words, if there is one.</summary>
    internal static string Answer(StudyResult result) =>
        Path.Combine(result.Folder, AnswerFile) is var file && File.Exists(file) ? File.ReadAllText(file).Trim() : "";

    /// <summary>Where a chart lies, seen from the page.</summary>
    internal static string PathOf(Study study, Chart chart) => $"{study.Name}/{RunReport.ChartFolder}/{ChartFile.NameOf(chart)}.svg";

    /// <summary>A study that is done, and whole.</summary>
    internal static StudyResult Open(string folder)
    {
        SavedStudy saved = SavedStudy.Open(folder);
        if (saved.Missing.Count > 0 || saved.Result is not { } result)
            throw new InputException($"{folder}: cannot be published: {string.Join("; ", saved.Missing)}");
        return !result.IsStopped ? result : throw new InputException($"{folder}: cannot be published: {result.Trainings.Count()} of {result.Study.Trainings} "
            + $"trainings are done; finish it with 'unroll study run {result.Study.Name} --out {folder}'");
    }
}
