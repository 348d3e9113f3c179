namespace Unroll.Studies.Tuning;

/// <summary>What a trial had come to at a rung.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The rung, from 0.</param>
/// <param name="Loss">What is to be small; infinite where the training failed.</param>
/// <param name="IsLast">Whether the training is over: there is no rung above.</param>
readonly record struct TrialOutcome(int Trial, int Rung, double Loss, bool IsLast);
