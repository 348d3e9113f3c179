using System.Text.Json.Nodes;

namespace Unroll.Schedules;

/// <summary>The learning rate as a pure function of the step, so that nothing about it has to be saved or can be forgotten.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>The same rate at every step.</summary>
    public static implicit operator LearningRateSchedule(float rate) => FromSingle(rate);

    /// <summary>The same rate at every step.</summary>
    public static LearningRateSchedule FromSingle(float rate) => new ConstantRate(rate);

    /// <summary>The rate of a step.</summary>
    /// <param name="step">Updates made before it.</param>
    public abstract double At(long step);

    /// <summary>What <see cref="SavedSchedule"/> reads; null for a schedule of a user's own, which cannot be saved.</summary>
    internal virtual JsonNode? Describe() => null;
}
