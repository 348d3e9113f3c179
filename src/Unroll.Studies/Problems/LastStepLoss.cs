using Unroll.Autograd;
using Unroll.Losses;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Studies.Problems;

/// <summary>The loss of the last step alone, so that the distance of every step from the error is known.</summary>
/// <param name="loss">Of class ids.</param>
sealed class LastStepLoss(Loss loss) : Loss
{
    public override string Name => loss.Name;

    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int last = predictions.Shape[0] - 1;
        return loss.Forward(tape, tape.SliceTime(predictions, last, 1), tape.SliceTime(targets, last, 1));
    }
}
