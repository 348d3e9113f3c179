using Unroll.Autograd;
using Unroll.Kernels.Numerics;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>The normal distribution: predictions m and s give the mean m and the deviation σ = ln(1 + eˢ).</summary>
public sealed class NormalLikelihood : LikelihoodLoss
{
    /// <inheritdoc/>
    public override string Name => "normal";

    /// <inheritdoc/>
    public override int Parameters => 2;

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) => tape.NegativeLogLikelihood(default(Term), predictions, targets);

    readonly struct Term : ILikelihood
    {
        const double LogOfRootOfTau = 0.9189385332046728;

        public int Parameters => 2;

        public double Loss(ReadOnlySpan<double> outputs, double y, Span<double> gradient)
        {
            double deviation = PositiveNumber.Of(outputs[1], out double slope), z = (y - outputs[0]) / deviation;
            gradient[0] = -z / deviation;
            gradient[1] = slope * (1 - (z * z)) / deviation;
            return LogOfRootOfTau + PortableMath.Log(deviation) + (z * z / 2);
        }
    }
}
