using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Kernels.Numerics;

namespace Unroll.Schedules;

/// <summary>
/// One rise to the largest rate and one fall far below the first (Smith, 2018), step for step as PyTorch's OneCycleLR: from η/d to η in the first part of the
/// steps, then to η/(d·f). Momentum is not cycled.
/// </summary>
/// <param name="maxLearningRate">η.</param>
/// <param name="totalSteps">Steps of the whole run, at least 1; the last rate is that of the last of them, and stays.</param>
public sealed class OneCycle(double maxLearningRate, long totalSteps) : LearningRateSchedule
{
    readonly double _max = Argument.NotNegative(maxLearningRate);
    readonly long _steps = Argument.AtLeast(1, totalSteps);

    /// <summary>The part of the steps in which the rate rises: PyTorch's pct_start.</summary>
    public double RisingPart { get; init => field = Argument.Fraction(value); } = 0.3;

    /// <summary>d: the largest rate as a multiple of the first. PyTorch's div_factor.</summary>
    public double DivFactor { get; init => field = Argument.AboveZero(value); } = 25;

    /// <summary>f: the first rate as a multiple of the last. PyTorch's final_div_factor.</summary>
    public double FinalDivFactor { get; init => field = Argument.AboveZero(value); } = 1e4;

    /// <summary>Whether the rate moves in lines instead of half cosines: PyTorch's anneal_strategy "linear".</summary>
    public bool IsLinear { get; init; }

    /// <inheritdoc/>
    public override double At(long step)
    {
        // PyTorch counts the last step of the rise from 0, so that it may lie between two steps or, of a short run, before the first.
        double place = Math.Min(step, _steps - 1), top = (RisingPart * _steps) - 1, first = _max / DivFactor;
        if (place <= top)
            return Between(first, _max, top == 0 ? 1 : place / top);
        return Between(_max, first / FinalDivFactor, (place - top) / (_steps - 1 - top));
    }

    double Between(double from, double to, double part) => IsLinear
        ? from + ((to - from) * part)
        : to + ((from - to) * 0.5 * (1 + PortableMath.Cos(Math.PI * part)));

    internal override JsonNode Describe() => new JsonObject
    {
        ["type"] = "one_cycle", ["max_learning_rate"] = _max, ["total_steps"] = _steps, ["pct_start"] = RisingPart, ["div_factor"] = DivFactor,
        ["final_div_factor"] = FinalDivFactor, ["linear"] = IsLinear,
    };
}
