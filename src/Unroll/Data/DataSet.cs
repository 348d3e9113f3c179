using Unroll.Layers;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>
/// Where batches come from. A batch is cut from the data when its turn comes and written where the engine reads it, so a data set can be far larger than what
/// its samples would take one by one.
/// </summary>
public abstract class DataSet
{
    /// <summary>What <see cref="BatchCount"/> gives where the number of batches is not known before the last.</summary>
    public const int UnknownCount = -1;

    /// <summary>Shape of one sample's input: [time, features], [features], or [time] of ids. Time may be unknown (−1).</summary>
    public abstract Shape SampleShape { get; }

    /// <summary>
    /// Shapes of what each sample has beside its main input, for a model that reads several (<see cref="LayerContext.SideInput"/>); none for most data.
    /// </summary>
    public virtual IReadOnlyList<Shape> SideShapes => [];

    /// <summary>Whether batches continue the sequences of the batch before, so that a state has to be carried.</summary>
    public virtual bool CarriesState => false;

    /// <summary>
    /// Batches of an epoch, of which the last may be short, or <see cref="UnknownCount"/>: then <see cref="Cut"/> gives an empty batch after the last.
    /// </summary>
    public abstract int BatchCount(int batchSize);

    /// <summary>Cuts a batch.</summary>
    /// <param name="arena">Where its windows go.</param>
    /// <param name="batchSize">Rows of a full batch.</param>
    /// <param name="index">Which batch of the epoch.</param>
    /// <param name="order">The key of the epoch's order; null for the order of the data.</param>
    public abstract Batch Cut(Arena arena, int batchSize, int index, RandomKey? order);

    /// <summary>Cuts a side input of the batch that was cut last.</summary>
    /// <param name="arena">Where its window goes.</param>
    /// <param name="batchSize">Rows of a full batch.</param>
    /// <param name="index">Which batch of the epoch.</param>
    /// <param name="order">The key of the epoch's order; null for the order of the data.</param>
    /// <param name="input">Which of <see cref="SideShapes"/>.</param>
    public virtual Tensor CutSide(Arena arena, int batchSize, int index, RandomKey? order, int input) =>
        throw new NotSupportedException($"{GetType().Name} has side inputs: it overrides {nameof(CutSide)} too.");

    /// <summary>Cuts a batch with its side inputs for a step.</summary>
    internal Batch CutFor(LayerContext context, int batchSize, int index, RandomKey? order)
    {
        Arena arena = context.Tape.Arena;
        Batch batch = Cut(arena, batchSize, index, order);
        for (int input = 0; input < context.SideInputs.Length && !batch.Inputs.IsEmpty; input++)
            context.SideInputs[input] = CutSide(arena, batchSize, index, order, input);
        return batch;
    }

    /// <summary>Cuts the last part off, in the order of the data, to measure the model on.</summary>
    /// <param name="share">The part s of the last: n − ⌊n·(1 − s)⌋ of n samples, as in Keras.</param>
    /// <exception cref="NotSupportedException">The data cannot be split by samples.</exception>
    /// <exception cref="ArgumentException">A side would be empty.</exception>
    public virtual (DataSet Training, DataSet Validation) Split(double share) => throw new NotSupportedException(
        $"{GetType().Name} cannot be split: leave ValidationSplit out and pass other data as Validation.");
}
