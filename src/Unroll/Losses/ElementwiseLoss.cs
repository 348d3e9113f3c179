using Unroll.Autograd;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>A loss that compares predictions with targets of their shape.</summary>
public abstract class ElementwiseLoss : Loss
{
    private protected ElementwiseLoss()
    {
    }

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The targets do not have the shape of the predictions.</exception>
    public sealed override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (targets.IsIds)
            throw new ShapeMismatchException(Name, $"values of shape {predictions.Shape}, not ids", targets.Shape, nameof(targets));
        if (targets.Shape.Length != predictions.Shape.Length || targets.Shape.Last != predictions.Shape.Last)
            throw new ShapeMismatchException(Name, $"targets of shape {predictions.Shape}, as the predictions", targets.Shape, nameof(targets));
        return Compare(tape, predictions, targets);
    }

    /// <summary>A loss for each row.</summary>
    private protected abstract Tensor Compare(Tape tape, Tensor predictions, Tensor targets);
}
