using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Kernels.Activations;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>−y·ln p − (1 − y)·ln(1 − p) with p cut to [10⁻⁷, 1 − 10⁻⁷], the mean over the outputs of a row; targets lie between 0 and 1.</summary>
public sealed class BinaryCrossentropy : ElementwiseLoss
{
    /// <summary>Whether the predictions are logits, to which a sigmoid is yet to be applied.</summary>
    public bool FromLogits { get; init; }

    /// <summary>s: targets become y·(1 − s) + s/2.</summary>
    public float LabelSmoothing { get; init => field = Argument.Fraction(value); }

    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    private protected override string Demand => "it lies between 0 and 1";

    private protected override bool IsPossible(float target) => target is >= 0 and <= 1;

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets)
    {
        Tensor smooth = Smooth(tape, targets, LabelSmoothing, 0.5f);
        return FromLogits
            ? tape.ElementLoss(default(BinaryEntropyOfLogits), predictions, smooth, isMean: true)
            : tape.ElementLoss(default(BinaryEntropy), predictions, smooth, isMean: true);
    }

    internal override string? Objection(ActivationFunction activation, int? outputs) => ClassOutputs.OfBinary(activation, FromLogits);

    private protected override void WriteOptions(JsonObject options)
    {
        options["from_logits"] = FromLogits;
        options["label_smoothing"] = (double)LabelSmoothing;
    }
}
