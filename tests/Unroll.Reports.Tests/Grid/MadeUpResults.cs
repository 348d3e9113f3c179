using System.Globalization;
using Unroll.Studies.Grid;
using Unroll.Studies.Runs;

namespace Unroll.Reports.Tests.Grid;

/// <summary>
/// Results of a study without its trainings: every metric that it names, as a training leaves it (error rates follow from accuracies), with values that
/// differ by cell and by seed.
/// </summary>
static class MadeUpResults
{
    const int FewestEpochs = 6;

    /// <param name="study">The study.</param>
    /// <param name="epochs">Epochs of each training; null for as many as the metrics of the study name.</param>
    public static StudyResult Of(Study study, int? epochs = null)
    {
        string[] named = [.. study.Metrics, .. study.Plots.Select(plot => plot.Metric), .. study.Published.Select(one => one.Metric)];
        int count = epochs ?? named.Select(Epoch).Append(FewestEpochs).Max();
        string[] names = [.. named.Select(name => name.Split('@')[0].Replace("ErrorRate", "Accuracy", StringComparison.Ordinal)).Distinct()];
        CellResult[] cells =
        [
            .. study.Cells.Select((cell, place) => new CellResult(cell, [.. cell.Trials.Select((_, seed) => Trial(names, count, place, seed))])),
        ];
        return new StudyResult(study, "", cells, isStopped: false);
    }

    static TrialResult Trial(string[] names, int epochs, int cell, int seed)
    {
        double shift = (cell % 7 * 0.05) + (seed * 0.01);
        var history = new Dictionary<string, double[]>();
        foreach (string name in names.Where(name => new[] { "training", "validation" }.Any(part => name.StartsWith(part, StringComparison.Ordinal))))
            history[name] = [.. Enumerable.Range(1, epochs).Select(epoch => MetricName.IsShare(name) ? (0.3 + shift) * epoch / epochs : (2 + shift) / epoch)];
        history["secondsPerEpoch"] = [.. Enumerable.Repeat(0.5 + shift, epochs)];
        return new TrialResult(1000 + cell, epochs, epochs * 10, 3 + shift, IsSynthetic: false, null,
            names.Where(name => name is not ("seconds" or "secondsPerEpoch" or "parameters"))
                .ToDictionary(name => name, name => history.TryGetValue(name, out double[]? values) ? values[^1] : 0.4 + shift),
            history);
    }

    static int Epoch(string metric) => int.TryParse(metric.Split('@')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : 0;
}
