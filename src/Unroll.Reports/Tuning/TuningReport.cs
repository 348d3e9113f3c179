using Unroll.Reports.Runs;
using Unroll.Studies;
using Unroll.Studies.Tuning;

namespace Unroll.Reports.Tuning;

/// <summary>report.html of a tuning, made from what its folder holds.</summary>
public static class TuningReport
{
    /// <summary>Writes the report of a tuning.</summary>
    /// <param name="folder">The folder of the tuning.</param>
    /// <param name="path">Where to; null for report.html in the folder.</param>
    /// <exception cref="InputException">The folder is not that of a tuning.</exception>
    public static WrittenReport Write(string folder, string? path = null)
    {
        var result = TuningResult.Open(folder);
        path ??= Path.Combine(folder, RunReport.FileName);
        RunReport.Write(path, TuningPage.Of(result), TuningCharts.Of(result));
        return new WrittenReport(path, []);
    }
}
