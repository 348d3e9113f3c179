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
    /// <exception cref="InputException">The folder is not that of a study.</exception>
    public static WrittenReport Write(string folder, string? path = null)
    {
        StudyResult result = StudyResult.Open(folder);
        var missing = new List<string>();
        IEnumerable<(StudyTrial Trial, TrialResult? Result)> trainings = result.Cells.SelectMany(cell => cell.Cell.Trials.Zip(cell.Results));
        foreach ((StudyTrial trial, _) in trainings.Where(training => training.Result is not null))
            missing.AddRange(WriteTrial(Path.Combine(folder, trial.Folder)));
        path ??= Path.Combine(folder, RunReport.FileName);
        RunReport.Write(path, StudyPage.Of(result), StudyCharts.Of(result));
        return new WrittenReport(path, missing);
    }

    /// <summary>The report of a training; one that is damaged does not take that of the study away.</summary>
    static IReadOnlyList<string> WriteTrial(string folder)
    {
        try
        {
            return RunReport.Write(folder, withCharts: false).Missing;
        }
        catch (InputException error)
        {
            return [error.Message];
        }
    }
}
