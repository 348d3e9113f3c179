namespace Unroll.Studies.Tuning;

/// <summary>
/// Asynchronous successive halving (ASHA; Li, Jamieson, Rostamizadeh, Gonina, Hardt, Recht and Talwalkar, 2018, algorithm 2): of the trials that a rung has
/// measured the best one in so many goes on, whenever there is one that has not yet; the rungs at the top come first.
/// </summary>
/// <param name="reduction">One trial in so many goes on.</param>
sealed class SuccessiveHalving(int reduction) : IPromotionRule
{
    public (int Trial, int Rung)? Next(IReadOnlyList<TrialOutcome> outcomes, IReadOnlySet<(int Trial, int Rung)> begun)
    {
        foreach (IGrouping<int, TrialOutcome> rung in outcomes.GroupBy(outcome => outcome.Rung).OrderByDescending(rung => rung.Key))
            foreach (TrialOutcome best in rung.OrderBy(outcome => outcome.Loss).ThenBy(outcome => outcome.Trial).Take(rung.Count() / reduction))
                if (!best.IsLast && double.IsFinite(best.Loss) && !begun.Contains((best.Trial, best.Rung + 1)))
                    return (best.Trial, best.Rung + 1);
        return null;
    }
}
