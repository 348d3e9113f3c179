using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tuning;

/// <summary>
/// The median rule (Golovin et al., 2017, here with the value at a rung itself): a trial goes on unless it is worse than the median of the trials that were
/// measured at the same rung before it.
/// </summary>
sealed class MedianRule : IPromotionRule
{
    /// <summary>With fewer trials before it at a rung, a trial goes on.</summary>
    public const int LeastTrials = 5;

    public (int Trial, int Rung)? Next(IReadOnlyList<TrialOutcome> outcomes, IReadOnlySet<(int Trial, int Rung)> begun)
    {
        for (int place = 0; place < outcomes.Count; place++)
        {
            TrialOutcome one = outcomes[place];
            if (one.IsLast || !double.IsFinite(one.Loss) || begun.Contains((one.Trial, one.Rung + 1)))
                continue;
            double[] before = [.. outcomes.Take(place).Where(other => other.Rung == one.Rung).Select(other => other.Loss)];
            if (before.Length < LeastTrials || one.Loss <= Median.From(before))
                return (one.Trial, one.Rung + 1);
        }

        return null;
    }
}
