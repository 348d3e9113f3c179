using System.Text.Json.Serialization;

namespace Unroll.Studies.Tuning;

/// <summary>A piece of work that a tuning decided on: to train a trial up to a rung and to measure it there.</summary>
/// <param name="Number">Its number, from 1, in the order of the decisions.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Rung">The rung, from 0.</param>
public sealed record TuningJob(int Number, TuningTrial Trial, int Rung)
{
    /// <summary>What it came to; null while it is not done.</summary>
    public TuningMeasurement? Measurement { get; init; }
}

/// <summary>What a trial came to at a rung.</summary>
/// <param name="Steps">The steps that it has made.</param>
/// <param name="OfSteps">The steps of its whole training.</param>
/// <param name="Value">The metric, the mean over its seeds; null where it failed.</param>
/// <param name="Seconds">The time of this piece of training.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
public sealed record TuningMeasurement(long Steps, long OfSteps, double? Value, double Seconds, string? Failure)
{
    /// <summary>Whether the trial is trained to its end, or failed.</summary>
    [JsonIgnore]
    public bool IsLast => Failure is not null || Steps >= OfSteps;
}
