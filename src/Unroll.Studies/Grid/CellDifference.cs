using Unroll.Studies.Statistics;

namespace Unroll.Studies.Grid;

/// <summary>A cell compared with the one that has the best mean.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Best">The one with the best mean of those that it is compared with; the cell itself where it is that one.</param>
/// <param name="Difference">Its mean minus that of the best, over the seeds that both have.</param>
/// <param name="P">The probability of the test after Holm's correction over all pairs of the cells that are compared; NaN where it is not tested.</param>
/// <param name="Verdict">In words: "significant (95 %)", "not significant", or why nothing can be said.</param>
public sealed record CellDifference(CellResult Cell, CellResult Best, MeanDifference Difference, double P, string Verdict)
{
    /// <summary>A p below it is significant.</summary>
    internal const double Level = 0.05;

    /// <summary>Whether it has the best mean itself.</summary>
    public bool IsBest => ReferenceEquals(Cell, Best);

    /// <summary>Compares cells as their study says; none where it says nothing. Cells without the metric are left out.</summary>
    internal static IEnumerable<CellDifference> Compare(Study study, IReadOnlyList<CellResult> cells)
    {
        if (study.Comparison is not { } comparison)
            return [];
        return cells.Where(cell => cell.Trials(comparison.Metric) is not null)
            .GroupBy(cell => string.Join('\n', comparison.Within.Select(axis => cell.Cell[axis])))
            .SelectMany(group => Compare(comparison, [.. group]));
    }

    /// <summary>
    /// The best is chosen by the results themselves: a test against it stands for the tests of all pairs, and the correction counts all of them.
    /// </summary>
    static CellDifference[] Compare(StudyComparison comparison, CellResult[] cells)
    {
        double[] means = [.. cells.Select(cell => cell.Trials(comparison.Metric)!.Mean)];
        int best = Array.IndexOf(means, comparison.IsHigherBetter ? means.Max() : means.Min());
        var pairs = new List<(int First, int Second)>();
        for (int first = 0; first < cells.Length; first++)
            for (int second = first + 1; second < cells.Length; second++)
                pairs.Add((first, second));
        MeanDifference[] differences = [.. pairs.Select(pair => Between(comparison.Metric, cells[pair.First], cells[pair.Second]))];
        double[] corrected = Holm.Correct([.. differences.Select(difference => difference.P)]);
        var withBest = new CellDifference[cells.Length];
        for (int place = 0; place < pairs.Count; place++)
        {
            (int first, int second) = pairs[place];
            if (first != best && second != best)
                continue;
            int other = first == best ? second : first;
            MeanDifference difference = other == first ? differences[place] : Reversed(differences[place]);
            withBest[other] = WithBest(comparison.Metric, cells[other], cells[best], difference, corrected[place]);
        }

        string verdict = OfBest(comparison, [.. withBest.Where((_, place) => place != best)]);
        withBest[best] = new CellDifference(cells[best], cells[best], MeanDifference.Untested(0), double.NaN, verdict);
        return withBest;
    }

    /// <summary>Seed by seed, where enough seeds have both; as separate trainings, where not.</summary>
    internal static MeanDifference Between(string metric, CellResult first, CellResult second)
    {
        IReadOnlyList<double?> ours = first.Values(metric), theirs = second.Values(metric);
        (double, double)[] shared = [.. ours.Zip(theirs).Where(pair => pair is (not null, not null)).Select(pair => (pair.First!.Value, pair.Second!.Value))];
        double[] all = [.. ours.OfType<double>()], allOthers = [.. theirs.OfType<double>()];
        bool isShared = shared.Length == Math.Max(all.Length, allOthers.Length) || shared.Length >= Trials.LeastForInterval;
        return isShared && shared.Length > 0
            ? MeanDifference.Paired([.. shared.Select(pair => pair.Item1)], [.. shared.Select(pair => pair.Item2)])
            : MeanDifference.Welch(all, allOthers);
    }

    /// <summary>Taken from 0, as the negative of 0 would be written with its sign.</summary>
    static MeanDifference Reversed(MeanDifference one) => one with { Value = 0 - one.Value, Low = 0 - one.High, High = 0 - one.Low };

    static CellDifference WithBest(string metric, CellResult cell, CellResult best, MeanDifference difference, double p)
    {
        bool isFew = Math.Min(cell.Trials(metric)!.Count, best.Trials(metric)!.Count) < Trials.LeastForInterval;
        string verdict = difference.Test != DifferenceTest.None ? p < Level ? "significant (95 %)" : "not significant"
            : difference.Value == 0 ? "equal"
            : isFew ? $"not tested: fewer than {Trials.LeastForInterval} seeds"
            : "not tested: no spread over the seeds";
        return new CellDifference(cell, best, difference, p, verdict);
    }

    /// <summary>The best mean is the best cell where it differs significantly from every other.</summary>
    static string OfBest(StudyComparison comparison, CellDifference[] others) => others.Length == 0 ? "nothing to compare with"
        : others.All(other => other.P < Level) ? "best (95 %)"
        : comparison.IsHigherBetter ? "highest mean" : "lowest mean";
}
