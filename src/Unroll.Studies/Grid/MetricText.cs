using System.Globalization;
using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>Metrics of a study for people to read.</summary>
public static class MetricText
{
    /// <summary>Whole numbers from here on are counts, such as parameters.</summary>
    const double CountFrom = 1000;

    /// <summary>A metric of a cell; followed by "(2 of 3)" where not every training that ended well has it.</summary>
    public static string Of(CellResult cell, string metric)
    {
        ArgumentNullException.ThrowIfNull(cell);
        Trials? trials = cell.Trials(metric);
        int ended = cell.Done - cell.Failures;
        return Of(trials, metric) + (trials is null || trials.Count == ended ? "" : $" ({trials.Count} of {ended})");
    }

    /// <summary>"0.8333 ± 0.1443", "179.71 ± 15.48": five digits, the deviation in the places of the mean; a dash where there is none.</summary>
    /// <param name="trials">The trainings; null for none.</param>
    /// <param name="metric">The metric's name: times have fewer digits, numbers of weights no decimals.</param>
    public static string Of(Trials? trials, string metric)
    {
        if (trials is null)
            return "–";
        if (double.IsInteger(trials.Mean) && trials.Deviation is 0 or double.NaN && (metric == TrialResult.ParametersName || IsCount(trials.Mean)))
            return trials.Mean.ToString("N0", CultureInfo.InvariantCulture);
        string format = Format(Math.Max(Math.Abs(trials.Mean), double.IsNaN(trials.Deviation) ? 0 : trials.Deviation), TrialResult.IsTime(metric));
        string mean = trials.Mean.ToString(format, CultureInfo.InvariantCulture);
        return double.IsNaN(trials.Deviation) ? mean : $"{mean} ± {trials.Deviation.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>"0.0312", "below 0.0001".</summary>
    public static string Probability(double p) => p < 1e-4 ? "below 0.0001" : p.ToString("F4", CultureInfo.InvariantCulture);

    static string Format(double largest, bool isTime) => largest switch
    {
        >= 1 when isTime => "F1",
        _ when isTime => "F2",
        > 0 and <= 1e-3 or >= 1e12 => "0.0000e+00",
        < 10 => "F4",
        < 100 => "F3",
        < 1000 => "F2",
        _ => "F1",
    };

    /// <summary>"0.17 ± 0.29", or the words; empty where nothing was published.</summary>
    public static string Of(PublishedMetric? published) => published is null ? ""
        : published.Value is not { } value ? published.Text
        : published.Deviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $"{value} ± {deviation}")
        : value.ToString(IsCount(value) ? "N0" : "G", CultureInfo.InvariantCulture);

    /// <summary>"validation loss, lower is better, among those with the same cell and epochs".</summary>
    public static string Of(StudyComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        string within = comparison.Within.Count == 0 ? "" : $", among those with the same {string.Join(" and ", comparison.Within)}";
        return $"{Name(comparison.Metric)}, {(comparison.IsHigherBetter ? "higher" : "lower")} is better{within}";
    }

    static bool IsCount(double value) => double.IsInteger(value) && value >= CountFrom;

    /// <summary>"validation loss, epoch 10", from validationLoss@10.</summary>
    public static string Name(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        string[] parts = metric.Split('@');
        string[] names = parts[0].Split('.', 2);
        string name = MetricName.InWords(names[0]) + (names.Length > 1 ? $" {names[1]}" : "");
        return parts.Length == 1 ? name : parts[1] == "best" ? $"best {name}" : $"{name}, epoch {parts[1]}";
    }
}
