using Unroll.Arguments;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>
/// Data of a known number of samples that can be read in any order: the base of your own data set. Derive from it, say how many samples there are and of
/// which shape, and write one sample at a time; batches, shuffling and the validation split follow.
/// </summary>
/// <example>
/// <code>
/// sealed class Parity(int count) : SampleData
/// {
///     public override int Count => count;
///
///     public override Shape SampleShape => [16, 1];
///
///     public override Shape TargetShape => [1];
///
///     protected override void Write(int sample, BatchRow row)
///     {
///         for (int time = 0; time &lt; 16; time++)
///             row.Input(time)[0] = (sample &gt;&gt; time) &amp; 1;
///         row.Target()[0] = int.PopCount(sample &amp; 0xFFFF) % 2;
///     }
/// }
/// </code>
/// </example>
public abstract class SampleData : DataSet
{
    const int Chosen = 128;

    /// <summary>The number of samples.</summary>
    public abstract int Count { get; }

    /// <summary>Shape of one sample's target: [outputs] or [time, outputs] of values, [] or [time] of ids.</summary>
    public abstract Shape TargetShape { get; }

    /// <summary>Whether inputs are ids, for an embedding; else they are values.</summary>
    public virtual bool InputsAreIds => false;

    /// <summary>Whether targets are class ids; else they are values.</summary>
    public virtual bool TargetsAreIds => false;

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => (Count + Argument.AtLeast(1, batchSize) - 1) / batchSize;

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);
        int first = index * batchSize, rows = Rows(batchSize, index);
        Tensor inputs = Allocate(arena, SampleShape, InputsAreIds, rows), targets = Allocate(arena, TargetShape, TargetsAreIds, rows);
        Span<int> samples = stackalloc int[Chosen];
        for (int row = 0; row < rows; row++)
        {
            if (row % Chosen == 0)
                Permutation.Fill(order, Count, first + row, samples[..Math.Min(Chosen, rows - row)]);
            Write(samples[row % Chosen], new BatchRow(inputs, targets, row, rows));
        }

        return new Batch(inputs, targets, rows, StartsSequences: true);
    }

    /// <inheritdoc/>
    public override (DataSet Training, DataSet Validation) Split(double share)
    {
        int training = TrainingCount(share);
        return (new SampleRange(this, 0, training), new SampleRange(this, training, Count - training));
    }

    /// <summary>Writes a sample and its target into a row of a batch.</summary>
    /// <param name="sample">Its number, from 0.</param>
    /// <param name="row">Where it goes.</param>
    protected abstract void Write(int sample, BatchRow row);

    internal void WriteTo(BatchRow row, int sample) => Write(sample, row);

    /// <summary>Rows of a batch, of which the last may be short.</summary>
    private protected int Rows(int batchSize, int index) => Math.Min(batchSize, Count - (index * batchSize));

    /// <summary>⌊n·(1 − s)⌋ of n samples, as in Keras.</summary>
    private protected int TrainingCount(double share) => (int)Math.Floor(Count * (1 - share)) is var training && training > 0 && training < Count
        ? training
        : throw new ArgumentException(
            $"A share of {share} of {Count} samples leaves {training} for training and {Count - training} for validation; both need at least one.",
                nameof(share));

    static Tensor Allocate(Arena arena, Shape sample, bool areIds, int rows)
    {
        if (areIds)
        {
            Tensor ids = arena.AllocateIds(sample.Rank == 0 ? new Shape(rows) : new Shape(sample[0], rows));
            ids.Ids.Clear();
            return ids;
        }

        Tensor values = arena.Allocate(sample.Rank == 1 ? new Shape(rows, sample[0]) : new Shape(sample[0], rows, sample[1]));
        values.Values.Clear();
        return values;
    }
}
