using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Kernels.Numerics;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>
/// The negative binomial distribution of counts: predictions m and a give the mean μ = level·ln(1 + eᵐ) and the shape α = ln(1 + eᵃ); the variance is
/// μ + α·μ² (Salinas et al., 2020).
/// </summary>
public sealed class NegativeBinomialLikelihood : LikelihoodLoss
{
    /// <inheritdoc/>
    public override string Name => "negative_binomial";

    /// <inheritdoc/>
    public override int Parameters => 2;

    /// <summary>Above 0: what means are near to, so that a network need not give large numbers for large counts.</summary>
    public float Level { get; init => field = Argument.AboveZero(value); } = 1;

    private protected override string Demand => "counts are whole numbers of at least 0";

    private protected override bool IsPossible(float target) => target >= 0 && float.IsInteger(target);

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.NegativeLogLikelihood(new Term(Level), predictions, targets);

    private protected override void WriteOptions(JsonObject options) => options["level"] = Level;

    readonly struct Term(double level) : ILikelihood
    {
        public int Parameters => 2;

        public double Loss(ReadOnlySpan<double> outputs, double y, Span<double> gradient)
        {
            if (!(y >= 0 && Math.Floor(y) == y))
            {
                gradient[..2].Clear();
                return double.NaN;
            }

            double mean = level * PositiveNumber.Of(outputs[0], out double meanSlope), shape = PositiveNumber.Of(outputs[1], out double shapeSlope);
            double r = 1 / shape, growth = PortableMath.Log(1 + (shape * mean));
            gradient[0] = level * meanSlope * (mean - y) / (mean * (1 + (shape * mean)));
            double byR = GammaFunctions.Digamma(r) - GammaFunctions.Digamma(y + r) + growth + ((y - mean) / (r + mean));
            gradient[1] = -shapeSlope * r * r * byR;
            return GammaFunctions.LogGamma(r) + GammaFunctions.LogGamma(y + 1) - GammaFunctions.LogGamma(y + r) + (r * growth)
                + (y * (growth - PortableMath.Log(shape * mean)));
        }
    }
}
