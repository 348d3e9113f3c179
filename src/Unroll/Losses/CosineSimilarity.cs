using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>−p·y / (|p|·|y|): −1 where predictions point the way of the targets, 1 where they point the other way.</summary>
public sealed class CosineSimilarity : Loss
{
    /// <inheritdoc/>
    public override string Name => "cosine_similarity";

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">Targets have not the shape of the predictions.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        CheckShape(predictions, targets);
        return tape.CosineSimilarity(predictions, targets);
    }
}
