using System.Globalization;
using Unroll.Studies.Statistics;
using Unroll.Studies.Tasks;
using Unroll.Training;

namespace Unroll.Studies.Studies;

/// <summary>Figures of a study for people to read.</summary>
public static class FigureText
{
    /// <summary>Whole numbers from here on are counts, such as parameters.</summary>
    const double CountFrom = 1000;

    /// <summary>"0.8333 ± 0.1443", the deviation in the places of the mean; a dash where there is none.</summary>
    /// <param name="trials">The trainings; null for none.</param>
    /// <param name="figure">The figure's name: times have one place.</param>
    public static string Of(Trials? trials, string figure)
    {
        if (trials is null)
            return "–";
        if (TrialResult.IsTime(figure))
            return string.Create(CultureInfo.InvariantCulture, $"{trials.Mean:F1}{(double.IsNaN(trials.Deviation) ? "" : $" ± {trials.Deviation.ToString("F1", CultureInfo.InvariantCulture)}")}");
        if (IsCount(trials.Mean))
            return trials.Mean.ToString("N0", CultureInfo.InvariantCulture);
        string mean = FigureFormat.Of(trials.Mean);
        if (double.IsNaN(trials.Deviation))
            return mean;
        int point = mean.IndexOf('.', StringComparison.Ordinal);
        string deviation = mean.Contains('e', StringComparison.Ordinal) ? FigureFormat.Of(trials.Deviation)
            : trials.Deviation.ToString($"F{(point < 0 ? 0 : mean.Length - point - 1)}", CultureInfo.InvariantCulture);
        return $"{mean} ± {deviation}";
    }

    /// <summary>"0.17 ± 0.29", or the words; empty where nothing was published.</summary>
    public static string Of(PublishedFigure? published) => published is null ? ""
        : published.Value is not { } value ? published.Text
        : published.Deviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $"{value} ± {deviation}")
        : value.ToString(IsCount(value) ? "N0" : "G", CultureInfo.InvariantCulture);

    /// <summary>"validation loss, lower is better, among those with the same cell and epochs".</summary>
    public static string Of(StudyComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        string within = comparison.Within.Count == 0 ? "" : $", among those with the same {string.Join(" and ", comparison.Within)}";
        return $"{Name(comparison.Figure)}, {(comparison.IsHigherBetter ? "higher" : "lower")} is better{within}";
    }

    static bool IsCount(double value) => double.IsInteger(value) && value >= CountFrom;

    /// <summary>"validation loss, epoch 10", from validationLoss@10.</summary>
    public static string Name(string figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        string[] parts = figure.Split('@');
        string[] names = parts[0].Split('.', 2);
        string name = FigureName.InWords(names[0]) + (names.Length > 1 ? $" {names[1]}" : "");
        return parts.Length == 1 ? name : parts[1] == "best" ? $"best {name}" : $"{name}, epoch {parts[1]}";
    }
}
