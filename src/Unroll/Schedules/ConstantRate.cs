using System.Text.Json.Nodes;
using Unroll.Arguments;

namespace Unroll.Schedules;

/// <summary>The same rate at every step.</summary>
public sealed class ConstantRate : LearningRateSchedule
{
    /// <summary>A constant rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not a number.</exception>
    public ConstantRate(float rate) => Rate = Argument.NotNegative(rate);

    /// <summary>The rate.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override double At(long step) => Rate;

    internal override JsonNode Describe() => (double)Rate;
}
