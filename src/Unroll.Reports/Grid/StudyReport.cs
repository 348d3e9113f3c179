using Unroll.Reports.Charts;
using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Grid;

/// <summary>report.html of a study, and of each of its runs, made from what its folder holds.</summary>
public static class StudyReport
{
    /// <summary>Writes the report of a study.</summary>
    /// <param name="folder">The folder of the study.</param>
    /// <param name="path">Where to; null for report.html in the folder.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InputException">The folder is not that of a study.</exception>
    public static string Write(string folder, string? path = null)
    {
        StudyResult result = StudyResult.Open(folder);
        IEnumerable<(StudyTrial Trial, TrialResult? Result)> trainings = result.Cells.SelectMany(cell => cell.Cell.Trials.Zip(cell.Results));
        foreach ((StudyTrial trial, _) in trainings.Where(training => training.Result is not null))
            RunReport.Write(Path.Combine(folder, trial.Folder), withCharts: false);
        path ??= Path.Combine(folder, RunReport.FileName);
        File.WriteAllText(path, StudyPage.Of(result).ToText());
        foreach (Chart chart in StudyCharts.Of(result))
            ChartFile.Write(chart, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, RunReport.ChartFolder), RunPage.FileName(chart.Title));
        return path;
    }
}
