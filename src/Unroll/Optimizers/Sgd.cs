using Unroll.Kernels;
using Unroll.Kernels.Elementwise;

namespace Unroll.Optimizers;

/// <summary>Gradient descent, w −= η·g: Keras' SGD without momentum.</summary>
public sealed class Sgd : Optimizer
{
    float _rate;

    /// <summary>Gradient descent with Keras' default rate of 0.01, or that of <see cref="Optimizer.LearningRate"/>.</summary>
    public Sgd() => LearningRate = 0.01f;

    /// <summary>Gradient descent with a constant learning rate.</summary>
    public Sgd(float learningRate) => LearningRate = learningRate;

    /// <inheritdoc/>
    public override string Name => "sgd";

    private protected override void Build(int length)
    {
    }

    private protected override void BeginStep(double learningRate, long step) => _rate = (float)learningRate;

    private protected override void Update(Workers workers, Span<float> weights, ReadOnlySpan<float> gradients, int first, float gradientScale) =>
        ElementLoop.Run(workers, new ScaleFunction(-_rate * gradientScale), gradients, weights, accumulate: true);
}
