using Unroll.Autograd;
using Unroll.Losses;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks;

/// <summary>A loss of values taken against class ids: they become rows of zeros with a one (study A2).</summary>
/// <param name="loss">A loss that compares predictions with targets of their shape.</param>
sealed class OneHotLoss(Loss loss) : Loss
{
    public override string Name => loss.Name;

    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        int classes = predictions.Shape.Last;
        Tensor rows = tape.Arena.Allocate(predictions.Shape);
        Span<float> values = rows.Values;
        values.Clear();
        ReadOnlySpan<int> ids = targets.Ids;
        for (int row = 0; row < ids.Length; row++)
            values[(row * classes) + ids[row]] = 1;
        return loss.Forward(tape, predictions, rows);
    }
}
