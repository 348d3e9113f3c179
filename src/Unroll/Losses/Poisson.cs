using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>p − y·ln p, the mean over the outputs of a row: counts y of rates p.</summary>
public sealed class Poisson : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.ElementLoss(default(PoissonTerm), predictions, targets, isMean: true);
}
