using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>
/// A loss of values where a model gives logits and the targets are class ids: the softmax of the logits against one-hot vectors. So text, whose targets are ids,
/// can be trained by any loss; what predicts and measures sees logits as ever.
/// </summary>
/// <param name="loss">The loss of probabilities against one-hot targets.</param>
public sealed class OneHotLoss(Loss loss) : Loss
{
    readonly Loss _loss = loss ?? throw new ArgumentNullException(nameof(loss));

    /// <summary>The name of the loss of values.</summary>
    public override string Name => _loss.Name;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The targets are not one id for each row of logits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!targets.IsIds || targets.Shape.Length != predictions.Shape.Rows)
            throw new ShapeMismatchException(Name, $"class ids, one for each row of logits {predictions.Shape}", targets.Shape, nameof(targets));
        Tensor vectors = tape.OneHot(targets, predictions.Shape.Last);
        return _loss.Forward(tape, tape.Softmax(predictions), vectors);
    }
}
