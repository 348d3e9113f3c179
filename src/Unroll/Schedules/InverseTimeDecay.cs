using System.Text.Json.Nodes;
using Unroll.Arguments;

namespace Unroll.Schedules;

/// <summary>η = η₀ / (1 + d·s / S): Keras' InverseTimeDecay.</summary>
/// <param name="initialLearningRate">η₀.</param>
/// <param name="decaySteps">S.</param>
/// <param name="decayRate">d.</param>
public sealed class InverseTimeDecay(double initialLearningRate, long decaySteps, double decayRate) : LearningRateSchedule
{
    readonly double _initial = Argument.NotNegative(initialLearningRate);
    readonly double _steps = Argument.AtLeast(1, decaySteps);
    readonly double _decay = Argument.NotNegative(decayRate);

    /// <summary>Whether the rate falls at once every S steps instead of a little at each.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override double At(long step) => _initial / (1 + (_decay * (Staircase ? Math.Floor(step / _steps) : step / _steps)));

    internal override JsonNode Describe() => new JsonObject
    {
        ["type"] = "inverse_time_decay", ["initial_learning_rate"] = _initial, ["decay_steps"] = (long)_steps, ["decay_rate"] = _decay,
        ["staircase"] = Staircase,
    };
}
