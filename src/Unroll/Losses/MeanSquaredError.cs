using Unroll.Autograd;
using Unroll.Operations;
using Unroll.Tensors;

namespace Unroll.Losses;

/// <summary>(y − p)², the mean over all elements.</summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">Targets have not the shape of the predictions.</exception>
    public override Tensor Forward(Tape tape, Tensor predictions, Tensor targets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        if (targets.IsIds)
            throw new ShapeMismatchException(Name, $"values of shape {predictions.Shape}, not ids", targets.Shape, nameof(targets));
        Tensor error = tape.Subtract(predictions, targets);
        return tape.Mean(tape.Multiply(error, error));
    }
}
