using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Grid;

namespace Unroll.Reports.Grid;

/// <summary>report.html of a study, and of each of its runs that are there, made from what its folder holds.</summary>
public static class StudyReport
{
    /// <summary>Writes the report of a study.</summary>
    /// <param name="folder">The folder of the study.</param>
    /// <param name="path">Where to; null for report.html in the folder.</param>
    /// <exception cref="InputException">The folder is not that of a study, or nothing in it can be read.</exception>
    public static WrittenReport Write(string folder, string? path = null)
    {
        SavedStudy saved = SavedStudy.Open(folder);
        var missing = new List<string>(saved.Missing);
        IEnumerable<string> runs = saved.Result?.Trainings.Select(training => Path.Combine(folder, training.Trial.Folder)) ?? [];

        // What was done elsewhere has left its results, and no run folders.
        foreach (string run in runs.Where(Directory.Exists))
            missing.AddRange(WriteTrial(run));
        path ??= Path.Combine(folder, RunReport.FileName);
        RunReport.Write(path, StudyPage.Of(saved), saved.Result is { } result ? StudyCharts.Of(result) : []);
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
