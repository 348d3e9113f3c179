using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;

namespace Unroll.Schedules;

/// <summary>
/// Half a cosine from the initial rate to α times it (Loshchilov and Hutter, 2016), after an optional linear warm-up: Keras' CosineDecay.
/// η = η₀·((1 − α)·½(1 + cos(π·s / S)) + α); with warm-up, η rises from the initial rate to the target first and the cosine falls from the target.
/// </summary>
/// <param name="initialLearningRate">η₀, or where the warm-up starts.</param>
/// <param name="decaySteps">S: steps of the cosine, at least 1.</param>
public sealed class CosineDecay(double initialLearningRate, long decaySteps) : LearningRateSchedule
{
    readonly double _initial = Argument.NotNegative(initialLearningRate);
    readonly double _steps = Argument.AtLeast(1, decaySteps);

    /// <summary>The last rate as a part of the largest.</summary>
    public double Alpha { get; init => field = Argument.NotNegative(value); }

    /// <summary>The rate at the end of the warm-up; null for none.</summary>
    public double? WarmupTarget { get; init => field = value is { } target ? Argument.NotNegative(target, nameof(value)) : null; }

    /// <summary>Steps of the warm-up, 0 or more; they count only with a <see cref="WarmupTarget"/>.</summary>
    public long WarmupSteps { get; init => field = Argument.AtLeast(0, value); }

    /// <inheritdoc/>
    public override double At(long step)
    {
        if (WarmupTarget is not { } target)
            return Decay(_initial, step);
        return step < WarmupSteps
            ? _initial + ((target - _initial) * step / WarmupSteps)
            : Decay(target, step - WarmupSteps);
    }

    double Decay(double rate, long step)
    {
        double done = Math.Min(step / _steps, 1);
        return rate * (((1 - Alpha) * 0.5 * (1 + PortableMath.Cos(Math.PI * done))) + Alpha);
    }

    internal override JsonNode Describe()
    {
        var options = new JsonObject
        {
            ["type"] = "cosine_decay", ["initial_learning_rate"] = _initial, ["decay_steps"] = (long)_steps, ["alpha"] = Alpha, ["warmup_steps"] = WarmupSteps,
        };
        if (WarmupTarget is { } target)
            options["warmup_target"] = target;
        return options;
    }
}
