using System.Text.Json.Nodes;
using Unroll.Arguments;
using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>½e² where |e| ≤ δ, else δ·|e| − ½δ², the mean over the outputs of a row (Huber, 1964).</summary>
public sealed class Huber : ElementwiseLoss
{
    /// <summary>δ, above 0: where errors begin to count linearly.</summary>
    public float Delta { get; init => field = Argument.AboveZero(value); } = 1;

    /// <inheritdoc/>
    public override string Name => "huber";

    private protected override Tensor Compare(Tape tape, Tensor predictions, Tensor targets) =>
        tape.ElementLoss(new HuberError(Delta), predictions, targets, isMean: true);

    private protected override void WriteOptions(JsonObject options) => options["delta"] = (double)Delta;
}
