using Unroll.Losses;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Losses;

public sealed class MeanAbsolutePercentageErrorTests
{
    /// <summary>Keras: 100·mean(|y − p| / max(|y|, ε)) with ε = 10⁻⁷, whatever the sign of the target.</summary>
    [Theory]
    [InlineData(0, 3, 3e9)]
    [InlineData(5e-8f, 2, 2e9)]
    [InlineData(-5e-8f, 2, 2e9)]
    [InlineData(1e-6f, 0, 100)]
    [InlineData(-2e-7f, 2e-7f, 200)]
    [InlineData(-2, 1, 150)]
    public void Forward_DividesByTheTarget_ButByNoLessThanKerasEpsilon(float target, float prediction, double loss)
    {
        using var step = new TestStep();
        Tensor predictions = step.Input([1, 1], [prediction]), targets = step.Input([1, 1], [target], requiresGradient: false);
        Tensor mean = new MeanAbsolutePercentageError().Mean(step.Tape, predictions, targets);
        Assert.Equal(1, mean.Values[0] / loss, 1e-6);
        step.Tape.Backward(mean);
        Assert.Equal(1, predictions.Gradients[0] * Math.Max(Math.Abs(target), 1e-7) / (100.0 * Math.Sign(prediction - target)), 1e-6);
    }
}
