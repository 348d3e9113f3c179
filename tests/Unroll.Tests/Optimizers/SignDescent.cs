using Unroll.Optimizers;

namespace Unroll.Tests.Optimizers;

/// <summary>An optimizer as a user writes it, from public members alone: w −= η·sign(m)·n with m = ½(m + g) and n the steps so far.</summary>
sealed class SignDescent : Optimizer
{
    OptimizerSlot? _mean;
    OptimizerScalar? _steps;

    public override string Name => "sign_descent";

    protected override void DeclareState() => (_mean, _steps) = (AddSlot("mean"), AddScalar("steps", 0));

    protected override void BeginStep(long step) => _steps!.Value++;

    protected override void Update(UpdateRange range)
    {
        Span<float> weights = range.Weights, mean = range.Slot(_mean!);
        ReadOnlySpan<float> gradients = range.Gradients;
        for (int i = 0; i < range.Length; i++)
        {
            mean[i] = 0.5f * (mean[i] + gradients[i]);
            weights[i] -= (float)(range.LearningRate * Math.Sign(mean[i]) * _steps!.Value);
        }
    }
}
