using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>100·|y − p| / max(|y|, 10⁻⁷), the mean over the outputs of a row: targets near 0 count enormously.</summary>
public sealed class MeanAbsolutePercentageError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_percentage_error";

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">Targets have not the shape of the predictions.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        CheckShape(predictions, targets);
        return tape.ElementLoss(default(PercentageError), predictions, targets, isMean: true);
    }
}
