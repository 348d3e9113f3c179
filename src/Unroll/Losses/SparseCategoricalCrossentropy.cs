using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>−ln p of the right class, given by its id. Behind a softmax the two are one operation.</summary>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>Whether the predictions are logits instead of probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets) => !targets.IsIds
        ? throw new ShapeMismatchException(Name, $"class ids, one for each row of predictions {predictions.Shape} (for one-hot targets use {nameof(CategoricalCrossentropy)})",
            targets.Shape, nameof(targets))
        : FromLogits ? tape.CrossEntropyFromLogits(predictions, targets) : tape.CrossEntropy(predictions, targets);
}
