using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>Samples and targets in arrays, one sample behind another in the order of the surface: [sample, time, features].</summary>
public sealed class ArrayData : DataSet
{
    /// <summary>Rows that are copied together, and rows whose samples are chosen together.</summary>
    const int Together = 16, Chosen = 128;

    readonly float[]? _values;
    readonly int[]? _ids;
    readonly float[]? _targetValues;
    readonly int[]? _targetIds;
    readonly Shape _targetShape;
    int _first;
    int _count;

    /// <summary>Values with targets that are values (one-hot rows, prices).</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="sampleShape">[time, features] or [features].</param>
    /// <param name="targets">Targets.</param>
    /// <param name="targetShape">Of one sample: [outputs] or [time, outputs].</param>
    /// <exception cref="ArgumentException">The arrays do not hold the same whole number of samples, or none.</exception>
    public ArrayData(float[] inputs, Shape sampleShape, float[] targets, Shape targetShape)
        : this(sampleShape, Count(inputs, sampleShape, nameof(inputs)), targetShape)
    {
        (_values, _targetValues) = (inputs, targets);
        Agree(Count(targets, targetShape, nameof(targets)));
    }

    /// <summary>Values with targets that are class ids.</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="sampleShape">[time, features] or [features].</param>
    /// <param name="targets">One id a sample, or one a step: then their shape is [time].</param>
    /// <param name="targetShape">Of one sample: [] or [time].</param>
    /// <exception cref="ArgumentException">The arrays do not hold the same whole number of samples, or none.</exception>
    public ArrayData(float[] inputs, Shape sampleShape, int[] targets, Shape targetShape)
        : this(sampleShape, Count(inputs, sampleShape, nameof(inputs)), targetShape)
    {
        (_values, _targetIds) = (inputs, targets);
        Agree(Count(targets, targetShape, nameof(targets)));
    }

    /// <summary>Ids with targets that are class ids.</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="sampleShape">[time].</param>
    /// <param name="targets">One id a sample, or one a step.</param>
    /// <param name="targetShape">Of one sample: [] or [time].</param>
    /// <exception cref="ArgumentException">The arrays do not hold the same whole number of samples, or none.</exception>
    public ArrayData(int[] inputs, Shape sampleShape, int[] targets, Shape targetShape)
        : this(sampleShape, Count(inputs, sampleShape, nameof(inputs)), targetShape)
    {
        (_ids, _targetIds) = (inputs, targets);
        Agree(Count(targets, targetShape, nameof(targets)));
    }

    /// <summary>Inputs and targets from arrays of one, two or three dimensions, or of shapes of their own.</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="targets">As many.</param>
    /// <exception cref="ArgumentException">There are not as many targets as samples, or none.</exception>
    public ArrayData(Samples inputs, Samples targets)
        : this(Required(inputs, nameof(inputs)).Shape, inputs.Count, Required(targets, nameof(targets)).Shape)
    {
        (_values, _ids, _targetValues, _targetIds) = (inputs.Values, inputs.Ids, targets.Values, targets.Ids);
        Agree(targets.Count);
    }

    ArrayData(Shape sampleShape, int count, Shape targetShape)
    {
        (SampleShape, _count, _targetShape) = (sampleShape, count, targetShape);
        if (count == 0)
            throw new ArgumentException("The data set is empty: there is no sample to train on.");
    }

    /// <summary>How many samples there are.</summary>
    public int SampleCount => _count;

    /// <summary>
    /// Whether row i of a batch goes on where row i of the batch before ended, as Keras' stateful layers have it: the recurrent state is carried from batch to
    /// batch, samples keep their order, and every epoch begins anew.
    /// </summary>
    public bool ContinuesSequences { get; init; }

    /// <inheritdoc/>
    public override bool CarriesState => ContinuesSequences;

    /// <inheritdoc/>
    public override Shape SampleShape { get; }

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => (_count + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);
        int first = index * batchSize, rows = Math.Min(batchSize, _count - first);
        Tensor inputs = _values is null ? arena.AllocateIds(Batched(SampleShape, rows, isIds: true)) : arena.Allocate(Batched(SampleShape, rows, isIds: false));
        Tensor targets = _targetValues is null ? arena.AllocateIds(Batched(_targetShape, rows, isIds: true)) : arena.Allocate(Batched(_targetShape, rows, isIds: false));
        Span<int> samples = stackalloc int[Chosen];
        for (int row = 0; row < rows; row += Together)
        {
            if (row % Chosen == 0)
                Choose(first + row, ContinuesSequences ? null : order, samples[..Math.Min(Chosen, rows - row)]);
            Span<int> part = samples.Slice(row % Chosen, Math.Min(Together, rows - row));
            if (_values is null)
                Place<int>(_ids!, SampleShape, part, inputs.Ids, row, rows, isIds: true);
            else
                Place<float>(_values, SampleShape, part, inputs.Values, row, rows, isIds: false);
            if (_targetValues is null)
                Place<int>(_targetIds!, _targetShape, part, targets.Ids, row, rows, isIds: true);
            else
                Place<float>(_targetValues, _targetShape, part, targets.Values, row, rows, isIds: false);
        }

        return new Batch(inputs, targets, rows, StartsSequences: !ContinuesSequences || index == 0);
    }

    /// <inheritdoc/>
    public override (DataSet Training, DataSet Validation) Split(double share)
    {
        int training = (int)Math.Floor(_count * (1 - share));
        return training > 0 && training < _count
            ? (Part(_first, training), Part(_first + training, _count - training))
            : throw new ArgumentException($"A share of {share} of {_count} samples leaves {training} for training and {_count - training} for validation; both need at least one.", nameof(share));
    }

    ArrayData Part(int first, int count)
    {
        var part = (ArrayData)MemberwiseClone();
        (part._first, part._count) = (first, count);
        return part;
    }

    static Samples Required(Samples samples, string name) => samples ?? throw new ArgumentNullException(name);

    /// <summary>Of a sample of rank 2, or of ids of rank 1, the first axis is time and goes before the batch.</summary>
    static Shape Batched(Shape sample, int rows, bool isIds) => sample.Rank switch
    {
        0 => new(rows),
        1 => isIds ? new(sample[0], rows) : new(rows, sample[0]),
        _ => new(sample[0], rows, sample[1]),
    };

    /// <summary>Which samples stand at consecutive positions of the epoch.</summary>
    void Choose(int position, RandomKey? order, Span<int> samples)
    {
        if (order is { } key)
            new Permutation(key, _count).Fill(position, samples);
        for (int i = 0; i < samples.Length; i++)
            samples[i] = _first + (order is null ? position + i : samples[i]);
    }

    /// <summary>Copies samples into consecutive rows of the batch, step by step, so that both sides stay in the nearest cache.</summary>
    static void Place<T>(ReadOnlySpan<T> data, Shape shape, ReadOnlySpan<int> samples, Span<T> batch, int row, int rows, bool isIds)
    {
        bool sequence = shape.Rank == 2 || (isIds && shape.Rank == 1);
        int steps = sequence ? shape[0] : 1, length = shape.Length, features = length / Math.Max(1, steps);
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

    static int Count<T>(T[] values, Shape shape, string name)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return shape.Length > 0 && values.Length % shape.Length == 0
            ? values.Length / shape.Length
            : throw new ArgumentException($"Samples of shape {shape} have {shape.Length} numbers each; {name} holds {values.Length}.", name);
    }

    void Agree(int targets)
    {
        if (targets != _count)
            throw new ArgumentException($"There are {_count} samples but {targets} targets.", nameof(targets));
    }
}
