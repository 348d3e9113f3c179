using System.Text.Json.Nodes;
using Unroll.Arguments;

namespace Unroll.Schedules;

/// <summary>A line up to the first rate of another schedule, which then follows: η = η₁ + (η(0) − η₁)·s / W for s &lt; W (Goyal et al., 2017).</summary>
/// <param name="schedule">What follows; its step 0 is the warm-up's end.</param>
/// <param name="warmupSteps">W: steps of the warm-up; 0 for none.</param>
public sealed class LinearWarmup(LearningRateSchedule schedule, long warmupSteps) : LearningRateSchedule
{
    readonly LearningRateSchedule _schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));
    readonly long _steps = Argument.AtLeast(0, warmupSteps);

    /// <summary>η₁: where the line starts.</summary>
    public double InitialLearningRate { get; init => field = Argument.NotNegative(value); }

    /// <inheritdoc/>
    public override double At(long step) => step < _steps
        ? InitialLearningRate + ((_schedule.At(0) - InitialLearningRate) * step / _steps)
        : _schedule.At(step - _steps);

    internal override JsonNode? Describe() => _schedule.Describe() is not { } schedule ? null
        : new JsonObject
        {
            ["type"] = "linear_warmup", ["schedule"] = schedule, ["warmup_steps"] = _steps, ["initial_learning_rate"] = InitialLearningRate,
        };
}
