using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>Σ y·ln(y / p) (Kullback and Leibler, 1951), both cut to [10⁻⁷, 1].</summary>
public sealed class KLDivergence : Loss
{
    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">Targets have not the shape of the predictions.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        CheckShape(predictions, targets);
        return tape.ElementLoss(default(DivergenceTerm), predictions, targets, isMean: false);
    }
}
