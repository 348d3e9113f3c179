using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;

namespace Unroll.Schedules;

/// <summary>η = (η₀ − η₁)(1 − s / S)^p + η₁, then η₁: Keras' PolynomialDecay.</summary>
/// <param name="initialLearningRate">η₀.</param>
/// <param name="decaySteps">S: steps from the first rate to the last.</param>
public sealed class PolynomialDecay(double initialLearningRate, long decaySteps) : LearningRateSchedule
{
    readonly double _initial = Argument.NotNegative(initialLearningRate);
    readonly double _steps = Argument.AtLeast(1, decaySteps);

    /// <summary>η₁, the last rate.</summary>
    public double EndLearningRate { get; init => field = Argument.NotNegative(value); } = 1e-4;

    /// <summary>p; 1 is a line.</summary>
    public double Power { get; init => field = Argument.NotNegative(value); } = 1;

    /// <summary>Whether the rate, having reached η₁, jumps up onto the curve that reaches it after 2·S steps, 3·S steps and so on.</summary>
    public bool Cycle { get; init; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        double length = Cycle ? _steps * Math.Max(1, Math.Ceiling(step / _steps)) : _steps;
        return ((_initial - EndLearningRate) * PortableMath.Pow(1 - Math.Min(step / length, 1), Power)) + EndLearningRate;
    }

    internal override JsonNode Describe() => new JsonObject
    {
        ["type"] = "polynomial_decay", ["initial_learning_rate"] = _initial, ["decay_steps"] = (long)_steps, ["end_learning_rate"] = EndLearningRate,
        ["power"] = Power, ["cycle"] = Cycle,
    };
}
