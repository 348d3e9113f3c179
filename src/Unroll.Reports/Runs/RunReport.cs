using Unroll.Reports.Charts;
using Unroll.Reports.Pages;
using Unroll.Studies;
using Unroll.Studies.Runs;

namespace Unroll.Reports.Runs;

/// <summary>report.html of a run, made from what its folder holds; its charts stand beside it as files, with their numbers.</summary>
public static class RunReport
{
    /// <summary>The file in the run folder.</summary>
    public const string FileName = "report.html";

    internal const string ChartFolder = "charts";

    /// <summary>Writes the report of a run.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="path">Where to; null for report.html in the run folder.</param>
    /// <exception cref="InputException">The folder is not that of a run.</exception>
    public static WrittenReport Write(string folder, string? path = null) => Write(folder, withCharts: true, path);

    internal static WrittenReport Write(string folder, bool withCharts, string? path = null)
    {
        var run = new RunFiles(folder);
        path ??= Path.Combine(folder, FileName);
        Write(path, RunPage.Of(run), withCharts ? RunPage.Charts(run) : []);
        return new WrittenReport(path, run.Missing);
    }

    /// <summary>Writes a page, whole or not at all, and its charts beside it.</summary>
    internal static void Write(string path, Page page, IEnumerable<Chart> charts)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        RunFolder.Write(path, page.ToText());
        foreach (Chart chart in charts)
            ChartFile.Write(chart, Path.Combine(folder, ChartFolder));
    }
}
