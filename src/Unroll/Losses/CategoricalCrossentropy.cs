using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>−Σ y·ln p for one-hot (or soft) targets y of the predictions' shape. After a softmax the two are one operation.</summary>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>Whether the predictions are logits instead of probabilities.</summary>
    public bool FromLogits { get; init; }

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <summary>s: targets become y·(1 − s) + s/classes.</summary>
    public float LabelSmoothing { get; init => field = Argument.Fraction(value); }

    /// <inheritdoc/>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (targets.IsIds)
            throw new ShapeMismatchException(Name, $"one-hot targets of shape {predictions.Shape} (for class ids use {nameof(SparseCategoricalCrossentropy)})",
                targets.Shape, nameof(targets));
        Tensor smooth = Smooth(tape, targets, LabelSmoothing, 1f / predictions.Shape.Last);
        return FromLogits ? tape.CrossEntropyFromLogits(predictions, smooth) : tape.CrossEntropy(predictions, smooth);
    }

    internal override string? Objection(ActivationFunction activation, int? outputs) => ClassOutputs.OfClasses(activation, outputs, FromLogits);

    private protected override void WriteOptions(JsonObject options)
    {
        options["from_logits"] = FromLogits;
        options["label_smoothing"] = (double)LabelSmoothing;
    }
}
