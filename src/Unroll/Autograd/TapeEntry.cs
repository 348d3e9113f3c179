namespace Unroll.Autograd;

/// <summary>
/// The backward half of an operation on a whole batch of sequences: what it needs of the forward half, and how gradients pass through. Entries are reused by
/// position step after step, so a class derived from this sets all its fields anew in each forward half.
/// </summary>
public abstract class TapeEntry
{
    /// <summary>
    /// Reads the output's gradient and writes those of the inputs that require one: stored when <see cref="Tensors.Tensor.AccumulatesGradient"/> says
    /// false, added when it says true. An output without a gradient (<see cref="Tensors.Tensor.HasGradient"/>) had no influence on the loss: do nothing.
    /// </summary>
    public abstract void Backward(Tape tape);
}
