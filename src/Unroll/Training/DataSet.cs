using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>
/// Where batches come from. A batch is cut from the data when its turn comes and written where the engine reads it, so a data set can be far larger than what
/// its samples would take one by one.
/// </summary>
public abstract class DataSet
{
    /// <summary>Shape of one sample's input: [time, features], [features], or [time] of ids. Time may be unknown (−1).</summary>
    public abstract Shape SampleShape { get; }

    /// <summary>Whether batches continue the sequences of the batch before, so that a state has to be carried.</summary>
    public virtual bool CarriesState => false;

    /// <summary>Batches of an epoch; the last one may be short.</summary>
    public abstract int BatchCount(int batchSize);

    /// <summary>Cuts a batch.</summary>
    /// <param name="arena">Where its windows go.</param>
    /// <param name="batchSize">Rows of a full batch.</param>
    /// <param name="index">Which batch of the epoch.</param>
    /// <param name="order">The key of the epoch's order; null for the order of the data.</param>
    public abstract Batch Cut(Arena arena, int batchSize, int index, RandomKey? order);
}
