using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>
/// −ln p(y) of a distribution whose parameters are the predictions, the mean over the targets of a row. Of n targets there are n predictions for the first
/// parameter, then n for the second one, and so on; any real numbers are parameters.
/// </summary>
public abstract class LikelihoodLoss : Loss
{
    private protected LikelihoodLoss()
    {
    }

    /// <summary>Predictions for each target.</summary>
    public abstract int Parameters { get; }

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">There are not as many predictions as parameters of all targets.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (targets.IsIds || targets.Shape.Last * Parameters != predictions.Shape.Last || targets.Shape.Rows != predictions.Shape.Rows)
            throw new ShapeMismatchException(Name, $"targets of which predictions {predictions.Shape} have {Parameters} parameters each", targets.Shape,
                nameof(targets));
        return Compare(tape, predictions, targets);
    }

    private protected abstract Tensor Compare(Tape tape, Tensor predictions, Tensor targets);
}
