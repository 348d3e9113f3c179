using System.Text.Json.Nodes;
using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>A loss of values against class ids, which become one-hot vectors: so a classifier whose targets are ids can be trained by any loss.</summary>
/// <param name="loss">The loss that compares predictions with targets of their shape.</param>
sealed class OneHotLoss(Loss loss) : Loss
{
    readonly Loss _loss = loss ?? throw new ArgumentNullException(nameof(loss));

    /// <summary>The name of the loss of values.</summary>
    public override string Name => _loss.Name;

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The targets are not one id for each row of predictions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An id is not below the classes.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        if (!targets.IsIds || targets.Shape.Length != predictions.Shape.Rows)
            throw new ShapeMismatchException(Name, $"class ids, one for each row of predictions {predictions.Shape}", targets.Shape, nameof(targets));
        Tensor vectors = tape.OneHot(targets, predictions.Shape.Last, predictions.Mask);
        return _loss.Forward(tape, predictions, vectors);
    }

    internal override string? Objection(ActivationFunction activation, int? outputs) => _loss.Objection(activation, outputs);

    internal override JsonObject? Describe() => null;
}
