using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>Σ y·ln(y / p) (Kullback and Leibler, 1951), both cut to [10⁻⁷, 1].</summary>
public sealed class KLDivergence : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "kl_divergence";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.ElementLoss(default(DivergenceTerm), predictions, targets, isMean: false);

    internal override string? Objection(ActivationFunction activation, int? outputs) => ClassOutputs.OfDistributions(activation);
}
