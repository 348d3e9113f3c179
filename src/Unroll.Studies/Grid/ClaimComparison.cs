using System.Globalization;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Grid;

/// <summary>One comparison that a claim rests on: a figure of a cell with that of another cell, or with a number.</summary>
/// <param name="Place">What the two have in common, in words; may be empty.</param>
/// <param name="First">The first figure in words.</param>
/// <param name="Relation">How the claim says that the first stands to the second.</param>
/// <param name="Second">The second figure in words.</param>
/// <param name="Trainings">Trainings of the first and of the second, equal for a number; 0 where one of them was not measured.</param>
/// <param name="Difference">The difference of the figures; null where one of them was not measured.</param>
/// <param name="IsOfNumber">Whether the second is a number.</param>
sealed record ClaimComparison(
    string Place, string First, ClaimRelation Relation, string Second, (int First, int Second) Trainings, MeanDifference? Difference, bool IsOfNumber)
{
    int Fewest => Math.Min(Trainings.First, Trainings.Second);

    /// <summary>Compares the figure of two cells, each under its name.</summary>
    public static ClaimComparison OfCells(
        string metric, string place, (string Name, CellResult Cell) first, ClaimRelation relation, (string Name, CellResult Cell) second)
    {
        Trials? one = first.Cell.Trials(metric), other = second.Cell.Trials(metric);
        MeanDifference? difference = one is null || other is null ? null : CellDifference.Between(metric, first.Cell, second.Cell);
        return new ClaimComparison(place, $"{first.Name} {MetricText.Of(one, metric)}", relation, $"{second.Name} {MetricText.Of(other, metric)}",
            (one?.Count ?? 0, other?.Count ?? 0), difference, IsOfNumber: false);
    }

    /// <summary>Compares the figure of a cell with a number.</summary>
    public static ClaimComparison OfBound(string metric, string place, CellResult cell, ClaimRelation relation, double bound)
    {
        double[] values = [.. cell.Values(metric).OfType<double>()];
        MeanDifference? difference = values.Length == 0 ? null : MeanDifference.Paired(values, [.. values.Select(_ => bound)]);
        return new ClaimComparison(place, MetricText.Of(cell.Trials(metric), metric), relation, bound.ToString(CultureInfo.InvariantCulture),
            (values.Length, values.Length), difference, IsOfNumber: true);
    }

    /// <summary>Whether it is as claimed; null where the figures do not say.</summary>
    /// <param name="p">The corrected probability of its test; NaN where it is not tested.</param>
    public bool? IsAsClaimed(double p) => Sign(p) is not { } sign ? null : Relation switch
    {
        ClaimRelation.Below => sign < 0,
        ClaimRelation.AtMost => sign <= 0,
        ClaimRelation.Equal => sign == 0,
        ClaimRelation.AtLeast => sign >= 0,
        _ => sign > 0,
    };

    /// <summary>"epochs 60: gru 0.9667 ± 0.0745 > lstm 0.5000 ± 0.2357 (n 5, p 0.0123)".</summary>
    /// <param name="p">The corrected probability of its test; NaN where it is not tested.</param>
    public string Text(double p)
    {
        string sign = Difference is not { } difference ? "?" : difference.Value < 0 ? "<" : difference.Value > 0 ? ">" : "=";
        string count = Trainings.First == Trainings.Second ? $"n {Trainings.First}" : $"n {Trainings.First} and {Trainings.Second}";
        return $"{(Place.Length == 0 ? "" : $"{Place}: ")}{First} {sign} {Second} ({count}{Reason(p)})";
    }

    /// <summary>
    /// Which of the two is larger, where that is known: by the test, or where every training says the same. Two cells that differ without any spread are not
    /// tested, so nothing is known of them.
    /// </summary>
    int? Sign(double p)
    {
        if (Difference is not { } difference || Fewest < Trials.LeastForInterval)
            return null;
        bool isSameEverywhere = difference.Test == DifferenceTest.None && (IsOfNumber || difference.Value == 0);
        return p < CellDifference.Level || isSameEverywhere ? Math.Sign(difference.Value) : null;
    }

    string Reason(double p) => Difference is not { } difference ? ", not measured"
        : !double.IsNaN(p) ? $", p {MetricText.Probability(p)}"
        : Fewest < Trials.LeastForInterval ? $", fewer than {Trials.LeastForInterval} seeds"
        : difference.Value == 0 ? ", all equal" : ", no spread over the seeds";
}
