namespace Unroll.Studies.Tuning;

/// <summary>Every trial is trained to its end at once: there is nothing to go on with.</summary>
sealed class NoPromotion : IPromotionRule
{
    public (int Trial, int Rung)? Next(IReadOnlyList<TrialOutcome> outcomes, IReadOnlySet<(int Trial, int Rung)> begun) => null;
}
