using Unroll.Autograd;
using Unroll.Kernels.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>½e² where |e| ≤ δ, else δ·|e| − ½δ², the mean over the outputs of a row (Huber, 1964).</summary>
public sealed class Huber : Loss
{
    /// <summary>δ, above 0: where errors begin to count linearly.</summary>
    public float Delta
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Delta is above 0.");
    } = 1;

    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">Targets have not the shape of the predictions.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        CheckShape(predictions, targets);
        return tape.ElementLoss(new HuberError(Delta), predictions, targets, isMean: true);
    }
}
