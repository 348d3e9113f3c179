using Unroll.Reports.Charts;
using Unroll.Studies;

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
    /// <returns>The file.</returns>
    /// <exception cref="InputException">The folder is not that of a run.</exception>
    public static string Write(string folder, string? path = null) => Write(folder, withCharts: true, path);

    internal static string Write(string folder, bool withCharts, string? path = null)
    {
        var run = new RunFiles(folder);
        path ??= Path.Combine(folder, FileName);
        File.WriteAllText(path, RunPage.Of(run).ToText());
        foreach ((string name, Chart chart) in withCharts ? RunPage.Charts(run) : [])
            ChartFile.Write(chart, Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, ChartFolder), name);
        return path;
    }
}
