using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>−p·y / (|p|·|y|): −1 where predictions point the way of the targets, 1 where they point the other way.</summary>
public sealed class CosineSimilarity : ElementwiseLoss
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.CosineSimilarity(predictions, targets);
}
