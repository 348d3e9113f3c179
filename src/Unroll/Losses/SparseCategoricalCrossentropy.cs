using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>−ln p of the right class, given by its id. After a softmax the two are one operation.</summary>
public sealed class SparseCategoricalCrossentropy : Loss
{
    /// <summary>Whether the predictions are logits instead of probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <summary>s: the right class counts 1 − s + s/classes, every other one s/classes. Keras has it for one-hot targets only.</summary>
    public float LabelSmoothing { get; init => field = Argument.Fraction(value); }

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (!targets.IsIds)
            throw new ShapeMismatchException(Name,
                $"class ids, one for each row of predictions {predictions.Shape} (for one-hot targets use {nameof(CategoricalCrossentropy)})",
                targets.Shape, nameof(targets));
        int classes = predictions.Shape.Last;
        Tensor right = LabelSmoothing == 0 ? targets : Smooth(tape, tape.OneHot(targets, classes, predictions.Mask), LabelSmoothing, 1f / classes);
        return FromLogits ? tape.CrossEntropyFromLogits(predictions, right) : tape.CrossEntropy(predictions, right);
    }

    internal override string? Objection(ActivationFunction activation, int? outputs) => ClassOutputs.OfClasses(activation, outputs, FromLogits);

    private protected override void WriteOptions(JsonObject options)
    {
        options["from_logits"] = FromLogits;
        options["label_smoothing"] = (double)LabelSmoothing;
    }
}
