using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>100·|y − p| / max(|y|, 10⁻⁷), the mean over the outputs of a row: targets near 0 count enormously.</summary>
public sealed class MeanAbsolutePercentageError : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_percentage_error";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.ElementLoss(default(PercentageError), predictions, targets, isMean: true);
}
