using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;

namespace Unroll.Schedules;

/// <summary>η = η₀·d^(s / S): Keras' ExponentialDecay.</summary>
/// <param name="initialLearningRate">η₀.</param>
/// <param name="decaySteps">S: the steps in which the rate falls by the factor.</param>
/// <param name="decayRate">d: the factor.</param>
public sealed class ExponentialDecay(double initialLearningRate, long decaySteps, double decayRate) : LearningRateSchedule
{
    readonly double _initial = Argument.NotNegative(initialLearningRate);
    readonly double _steps = Argument.AtLeast(1, decaySteps);
    readonly double _factor = Argument.NotNegative(decayRate);

    /// <summary>Whether the rate falls at once every S steps instead of a little at each.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override double At(long step) => _initial * PortableMath.Pow(_factor, Staircase ? Math.Floor(step / _steps) : step / _steps);

    internal override JsonNode Describe() => new JsonObject
    {
        ["type"] = "exponential_decay", ["initial_learning_rate"] = _initial, ["decay_steps"] = (long)_steps, ["decay_rate"] = _factor,
        ["staircase"] = Staircase,
    };
}
