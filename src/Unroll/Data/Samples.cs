using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>
/// Inputs or targets in an array, as a user has them: arrays of one, two or three dimensions turn into this by themselves, so that <c>model.Fit(x, y)</c> takes
/// any of
/// them. The first dimension counts the samples; values are [sample, features] or [sample, time, features], ids [sample] or [sample, time].
/// </summary>
public sealed class Samples
{
    /// <summary>Values in a flat array, one sample after another; the array is read when batches are cut, not copied.</summary>
    /// <param name="values">Samples.</param>
    /// <param name="shape">Of one sample: [time, features] or [features].</param>
    /// <exception cref="ArgumentException">Values cannot have this shape, or the array does not hold whole samples.</exception>
    public Samples(float[] values, Shape shape)
        : this(shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!SampleRank.SuitsValues(shape) || shape[0] < 1)
            throw new ShapeMismatchException(nameof(Samples), SampleRank.OfValues, shape, nameof(shape));
        (Values, Count) = (values, CountOf(values.Length, nameof(values)));
    }

    /// <summary>Ids in a flat array, one sample after another; the array is read when batches are cut, not copied.</summary>
    /// <param name="ids">Samples.</param>
    /// <param name="shape">Of one sample: [time] or [].</param>
    /// <exception cref="ArgumentException">Ids cannot have this shape, or the array does not hold whole samples.</exception>
    public Samples(int[] ids, Shape shape)
        : this(shape)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (!SampleRank.SuitsIds(shape) || shape.Length < 1)
            throw new ShapeMismatchException(nameof(Samples), SampleRank.OfIds, shape, nameof(shape));
        (Ids, Count) = (ids, CountOf(ids.Length, nameof(ids)));
    }

    Samples(Shape shape) => Shape = shape;

    /// <summary>Shape of one sample.</summary>
    public Shape Shape { get; }

    /// <summary>The number of samples.</summary>
    public int Count { get; }

    internal float[]? Values { get; }

    internal int[]? Ids { get; }

    /// <summary>One number per sample.</summary>
    public static implicit operator Samples(float[] values) => new(values, [1]);

    /// <summary>[sample, features]; copied.</summary>
    public static implicit operator Samples(float[,] values) => new(Flat<float>(values), [Extent(values, 1)]);

    /// <summary>[sample, time, features]; copied.</summary>
    public static implicit operator Samples(float[,,] values) => new(Flat<float>(values), [Extent(values, 1), Extent(values, 2)]);

    /// <summary>A row of features per sample, all of one length; copied.</summary>
    public static implicit operator Samples(float[][] rows) => new(Flat(rows, out int features), [features]);

    /// <summary>One id per sample.</summary>
    public static implicit operator Samples(int[] ids) => new(ids, []);

    /// <summary>[sample, time] of ids; copied.</summary>
    public static implicit operator Samples(int[,] ids) => new(Flat<int>(ids), [Extent(ids, 1)]);

    /// <summary>A sequence of ids per sample, all of one length; copied.</summary>
    public static implicit operator Samples(int[][] sequences) => new(Flat(sequences, out int steps), [steps]);

    /// <summary>Whether the first axis of a sample is time, which goes before the batch.</summary>
    internal bool IsSequence => Shape.Rank == (Ids is null ? 2 : 1);

    int Steps => IsSequence ? Shape[0] : 1;

    /// <summary>A window for a number of samples in the engine's order, [time, batch, …].</summary>
    internal Tensor Allocate(Arena arena, int rows)
    {
        if (Ids is not null)
            return arena.AllocateIds(IsSequence ? new Shape(Steps, rows) : new Shape(rows));
        return arena.Allocate(IsSequence ? new Shape(Steps, rows, Shape.Last) : new Shape(rows, Shape.Last));
    }

    /// <summary>Consecutive samples as a batch.</summary>
    internal Tensor Cut(Arena arena, int first, int rows)
    {
        Tensor batch = Allocate(arena, rows);
        int length = Shape.Length, features = length / Steps;
        if (Values is not null)
            TimeMajor.Swap<float>(Values.AsSpan(first * length, rows * length), rows, Steps, features, batch.Values);
        else
            TimeMajor.Swap<int>(Ids.AsSpan(first * length, rows * length), rows, Steps, features, batch.Ids);
        return batch;
    }

    /// <summary>Copies samples into consecutive rows of a batch.</summary>
    /// <param name="samples">Which.</param>
    /// <param name="batch">From <see cref="Allocate"/>.</param>
    /// <param name="row">The row of the first.</param>
    internal void Place(ReadOnlySpan<int> samples, Tensor batch, int row)
    {
        if (Values is not null)
            Place<float>(Values, samples, batch.Values, row);
        else
            Place<int>(Ids, samples, batch.Ids, row);
    }

    /// <summary>Step by step, so that both sides stay in the nearest cache.</summary>
    void Place<T>(ReadOnlySpan<T> data, ReadOnlySpan<int> samples, Span<T> batch, int row)
    {
        int steps = Steps, length = Shape.Length, features = length / steps, rows = batch.Length / length;
        for (int time = 0; time < steps; time++)
        {
            Span<T> target = batch.Slice(((time * rows) + row) * features, samples.Length * features);
            for (int i = 0; i < samples.Length; i++)
            {
                ReadOnlySpan<T> from = data.Slice((samples[i] * length) + (time * features), features);
                if (features == 1)
                    target[i] = from[0];
                else
                    from.CopyTo(target.Slice(i * features, features));
            }
        }
    }

    static int Extent(Array values, int axis)
    {
        return values.GetLength(axis) is > 0 and int extent ? extent
            : throw new ArgumentException($"The samples are empty: dimension {axis} of the array has length 0.", nameof(values));
    }

    static T[] Flat<T>(Array values)
    {
        var flat = new T[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, Buffer.ByteLength(values));
        return flat;
    }

    static T[] Flat<T>(T[][] rows, out int length)
    {
        length = rows.Length > 0 ? rows[0].Length : throw new ArgumentException("There are no samples.", nameof(rows));
        for (int i = 0; i < rows.Length; i++)
            if (rows[i].Length != length)
                throw new ArgumentException($"Sample {i} has length {rows[i].Length}, the first {length}: pad or cut them to one length.", nameof(rows));
        return [.. rows.SelectMany(row => row)];
    }

    int CountOf(int length, string argument)
    {
        int sample = Shape.Length;
        return sample > 0 && length % sample == 0 ? length / sample
            : throw new ArgumentException($"Samples of shape {Shape} have {sample} numbers each; the array holds {length}.", argument);
    }
}
