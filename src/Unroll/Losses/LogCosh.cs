using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>ln cosh(p − y), the mean over the outputs of a row: ½e² near 0, |e| − ln 2 far away.</summary>
public sealed class LogCosh : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "log_cosh";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.ElementLoss(default(LogCoshError), predictions, targets, isMean: true);
}
