using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>−Σ y·ln p for one-hot (or soft) targets y of the predictions' shape; the mean over all other axes. Behind a softmax the two are one operation.</summary>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>Whether the predictions are logits instead of probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets) => targets.IsIds
        ? throw new ShapeMismatchException(Name, $"one-hot targets of shape {predictions.Shape} (for class ids use {nameof(SparseCategoricalCrossentropy)})",
            targets.Shape, nameof(targets))
        : FromLogits ? tape.CrossEntropyFromLogits(predictions, targets) : tape.CrossEntropy(predictions, targets);
}
