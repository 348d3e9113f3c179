using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>(ln(1 + y) − ln(1 + p))² with both cut to 10⁻⁷ from below, the mean over the outputs of a row.</summary>
public sealed class MeanSquaredLogarithmicError : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_logarithmic_error";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.ElementLoss(default(LogarithmicError), predictions, targets, isMean: true);
}
