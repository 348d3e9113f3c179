using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>(y − p)², the mean over the outputs of a row.</summary>
public sealed class MeanSquaredError : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.ElementLoss(default(SquaredError), predictions, targets, isMean: true);
}
