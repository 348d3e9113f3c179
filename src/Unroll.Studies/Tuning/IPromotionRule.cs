namespace Unroll.Studies.Tuning;

/// <summary>Says which paused trial is worth more training.</summary>
interface IPromotionRule
{
    /// <summary>The trial that goes on to the rung above; null where none should.</summary>
    /// <param name="outcomes">What is known, in the order in which it was decided to find it out.</param>
    /// <param name="begun">The trials and rungs that were decided already.</param>
    (int Trial, int Rung)? Next(IReadOnlyList<TrialOutcome> outcomes, IReadOnlySet<(int Trial, int Rung)> begun);
}
