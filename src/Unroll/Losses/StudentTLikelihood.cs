using Unroll.Autograd;
using Unroll.Kernels.Numerics;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>
/// Student's t distribution, whose tails bear outliers: predictions m, s and d give the location m, the scale σ = ln(1 + eˢ) and the degrees of freedom
/// ν = 2 + ln(1 + eᵈ).
/// </summary>
public sealed class StudentTLikelihood : LikelihoodLoss
{
    internal const double LeastFreedom = 2;

    /// <inheritdoc/>
    public override string Name => "student_t";

    /// <inheritdoc/>
    public override int Parameters => 3;

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) => tape.NegativeLogLikelihood(default(Term), predictions, targets);

    readonly struct Term : ILikelihood
    {
        public int Parameters => 3;

        public double Loss(ReadOnlySpan<double> outputs, double y, Span<double> gradient)
        {
            double scale = PositiveNumber.Of(outputs[1], out double scaleSlope);
            double freedom = LeastFreedom + PositiveNumber.Of(outputs[2], out double freedomSlope);
            double z = (y - outputs[0]) / scale, square = z * z, spread = PortableMath.Log(1 + (square / freedom)), weight = (freedom + 1) / (freedom + square);
            gradient[0] = -weight * z / scale;
            gradient[1] = scaleSlope * (1 - (weight * square)) / scale;
            double digammas = GammaFunctions.Digamma(freedom / 2) - GammaFunctions.Digamma((freedom + 1) / 2);
            gradient[2] = freedomSlope * (digammas + (1 / freedom) + spread - (weight * square / freedom)) / 2;
            return GammaFunctions.LogGamma(freedom / 2) - GammaFunctions.LogGamma((freedom + 1) / 2)
                + (PortableMath.Log(freedom * Math.PI) / 2) + PortableMath.Log(scale) + ((freedom + 1) / 2 * spread);
        }
    }
}
