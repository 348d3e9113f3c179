using Unroll.Kernels;
using Unroll.Kernels.Numerics;
using Unroll.Kernels.Optimizers;

namespace Unroll.Optimizers;

/// <summary>Adam (Kingma and Ba, 2015) as Keras writes it: w −= α·m / (√v + ε) with α = η·√(1 − β₂ᵗ) / (1 − β₁ᵗ).</summary>
public sealed class Adam : Optimizer
{
    AdamStep _step;
    OptimizerSlot? _first, _second;

    /// <summary>Adam with the learning rate of <see cref="Optimizer.LearningRate"/>.</summary>
    public Adam()
    {
    }

    /// <summary>Adam with a constant learning rate.</summary>
    public Adam(float learningRate) => LearningRate = learningRate;

    /// <summary>β₁, the decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂, the decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, which keeps the division finite.</summary>
    public float Epsilon { get; init; } = 1e-7f;

    /// <inheritdoc/>
    public override string Name => "adam";

    private protected override void Build(int length)
    {
        _first = AddSlot("m", length);
        _second = AddSlot("v", length);
    }

    private protected override void BeginStep(double learningRate, long step)
    {
        double alpha = learningRate * Math.Sqrt(1 - PortableMath.Power(Beta2, step)) / (1 - PortableMath.Power(Beta1, step));
        _step = new AdamStep(1, (float)(1 - Beta1), (float)(1 - Beta2), (float)alpha, Epsilon);
    }

    private protected override void Update(Workers workers, Span<float> weights, ReadOnlySpan<float> gradients, int first, float gradientScale) =>
        AdamKernel.Run(workers, _step with { GradientScale = gradientScale }, weights, gradients, _first!.Values.AsSpan(first, weights.Length),
            _second!.Values.AsSpan(first, weights.Length));
}
