using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;

namespace Unroll.Schedules;

/// <summary>
/// Half cosines one after another, each longer than the last and starting anew (SGDR; Loshchilov and Hutter, 2016): Keras' CosineDecayRestarts.
/// In period i, of S·tⁱ steps, η = η₀·((1 − α)·½·mⁱ(1 + cos(π·part)) + α).
/// </summary>
/// <param name="initialLearningRate">η₀.</param>
/// <param name="firstDecaySteps">S: steps of the first period.</param>
public sealed class CosineDecayRestarts(double initialLearningRate, long firstDecaySteps) : LearningRateSchedule
{
    readonly double _initial = Argument.NotNegative(initialLearningRate);
    readonly double _steps = Argument.AtLeast(1, firstDecaySteps);

    /// <summary>t: what a period's length is multiplied by for the next; at least 1. Keras' t_mul.</summary>
    public double LengthFactor
    {
        get;
        init => field = value >= 1 && double.IsFinite(value) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "LengthFactor is a finite number of 1 or more.");
    } = 2;

    /// <summary>m: what a period's first rate is multiplied by for the next. Keras' m_mul.</summary>
    public double RateFactor { get; init => field = Argument.NotNegative(value); } = 1;

    /// <summary>α: the smallest rate as a part of η₀.</summary>
    public double Alpha { get; init => field = Argument.NotNegative(value); }

    /// <inheritdoc/>
    public override double At(long step)
    {
        (double period, double part) = Place(step);
        double cosine = 0.5 * PortableMath.Pow(RateFactor, period) * (1 + PortableMath.Cos(Math.PI * part));
        return _initial * (((1 - Alpha) * cosine) + Alpha);
    }

    // Keras solves the geometric sum with logarithms, whose rounding can miss a restart by a step.
    (double Period, double Part) Place(long step)
    {
        double period = 0, rest = step, length = _steps;
        if (LengthFactor == 1)
        {
            period = Math.Floor(rest / length);
            return (period, (rest - (period * length)) / length);
        }

        for (; rest >= length; period++)
        {
            rest -= length;
            length *= LengthFactor;
        }

        return (period, rest / length);
    }

    internal override JsonNode Describe() => new JsonObject
    {
        ["type"] = "cosine_decay_restarts", ["initial_learning_rate"] = _initial, ["first_decay_steps"] = (long)_steps, ["t_mul"] = LengthFactor,
        ["m_mul"] = RateFactor, ["alpha"] = Alpha,
    };
}
