using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>Samples and targets in arrays, one sample after another in the order of the surface: [sample, time, features].</summary>
public sealed class ArrayData : SampleData
{
    /// <summary>Rows that are copied together, and rows whose samples are chosen together.</summary>
    const int Together = 16, Chosen = 128;

    readonly Samples[] _inputs;
    readonly Samples _targets;
    readonly Samples? _weights;
    readonly IReadOnlyList<int>? _classes;
    readonly ClassBalance? _balance;
    readonly int _first;
    readonly int _count;

    /// <summary>Values with targets that are values (one-hot rows, prices).</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="sampleShape">[time, features] or [features].</param>
    /// <param name="targets">Targets.</param>
    /// <param name="targetShape">Of one sample: [outputs] or [time, outputs].</param>
    /// <exception cref="ArgumentException">The arrays do not hold the same whole number of samples, or none.</exception>
    public ArrayData(float[] inputs, Shape sampleShape, float[] targets, Shape targetShape)
        : this([new Samples(inputs, sampleShape)], new Samples(targets, targetShape))
    {
    }

    /// <summary>Values with targets that are class ids.</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="sampleShape">[time, features] or [features].</param>
    /// <param name="targets">One id per sample, or one per step: then their shape is [time].</param>
    /// <param name="targetShape">Of one sample: [] or [time].</param>
    /// <exception cref="ArgumentException">The arrays do not hold the same whole number of samples, or none.</exception>
    public ArrayData(float[] inputs, Shape sampleShape, int[] targets, Shape targetShape)
        : this([new Samples(inputs, sampleShape)], new Samples(targets, targetShape))
    {
    }

    /// <summary>Ids with targets that are class ids.</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="sampleShape">[time].</param>
    /// <param name="targets">One id per sample, or one per step.</param>
    /// <param name="targetShape">Of one sample: [] or [time].</param>
    /// <exception cref="ArgumentException">The arrays do not hold the same whole number of samples, or none.</exception>
    public ArrayData(int[] inputs, Shape sampleShape, int[] targets, Shape targetShape)
        : this([new Samples(inputs, sampleShape)], new Samples(targets, targetShape))
    {
    }

    /// <summary>Inputs and targets from arrays of one, two or three dimensions, or of shapes of their own.</summary>
    /// <param name="inputs">Samples.</param>
    /// <param name="targets">One for each sample.</param>
    /// <exception cref="ArgumentException">The number of targets is not that of the samples, or 0.</exception>
    public ArrayData(Samples inputs, Samples targets)
        : this([inputs], targets)
    {
    }

    /// <summary>Several inputs for each sample, of any kinds and shapes, as a model with side inputs reads them.</summary>
    /// <param name="inputs">The main input, then the side inputs.</param>
    /// <param name="targets">One for each sample.</param>
    /// <exception cref="ArgumentException">The numbers of samples of inputs and targets differ, or are 0.</exception>
    public ArrayData(Samples[] inputs, Samples targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Length == 0)
            throw new ArgumentException("There is no input.", nameof(inputs));
        foreach (Samples input in inputs)
            ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        (_inputs, _targets, _count) = ([.. inputs], targets, inputs[0].Count);
        SideShapes = [.. inputs[1..].Select(input => input.Shape)];
        if (_count == 0)
            throw new ArgumentException("The data set is empty: there is no sample to train on.", nameof(inputs));
        for (int i = 1; i < inputs.Length; i++)
            if (inputs[i].Count != _count)
                throw new ArgumentException($"There are {_count} samples of the first input but {inputs[i].Count} of input {i + 1}.", nameof(inputs));
        if (targets.Count != _count)
            throw new ArgumentException($"There are {_count} samples but {targets.Count} targets.", nameof(targets));
    }

    ArrayData(ArrayData whole, int first, int count)
    {
        (_inputs, _targets, _weights, SideShapes, ContinuesSequences) =
            (whole._inputs, whole._targets, whole._weights, whole.SideShapes, whole.ContinuesSequences);
        (_first, _count) = (first, count);
        BalancedBy = whole._classes is { } classes ? [.. classes.Skip(first - whole._first).Take(count)] : null;
    }

    /// <inheritdoc/>
    public override int Count => _count;

    /// <summary>
    /// Whether row i of a batch continues where row i of the previous batch ended, as Keras' stateful layers have it: the recurrent state is carried from batch
    /// to
    /// batch, samples keep their order, and every epoch begins anew.
    /// </summary>
    public bool ContinuesSequences { get; init; }

    /// <inheritdoc/>
    public override bool CarriesState => ContinuesSequences;

    /// <summary>
    /// How much each sample counts in the loss, [samples], or each time step of each sample where targets are sequences, [samples, time]: a float[] or a
    /// float[,]; null for all alike. The loss is Σ weight·loss divided by the number of rows or steps, as in Keras.
    /// </summary>
    /// <exception cref="ArgumentException">The weights have another shape, or one is negative or no finite number.</exception>
    public Samples? SampleWeights
    {
        get => _weights;
        init => _weights = value is null ? null : SampleWeight.Check(value, _targets);
    }

    /// <summary>
    /// The class of each sample, where a shuffled epoch is to draw every class equally often: as many samples as there are, those of a rare class several
    /// times; null where each is drawn once. In the order of the data, as in an evaluation, each comes once.
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many classes as samples.</exception>
    public IReadOnlyList<int>? BalancedBy
    {
        get => _classes;
        init
        {
            if (value is not null && value.Count != _count)
                throw new ArgumentException($"There are {_count} samples but {value.Count} classes.", nameof(value));
            (_classes, _balance) = (value, value is null ? null : new ClassBalance(value));
        }
    }

    /// <inheritdoc/>
    public override Shape SampleShape => _inputs[0].Shape;

    /// <inheritdoc/>
    public override Shape TargetShape => _targets.Shape;

    /// <inheritdoc/>
    public override bool InputsAreIds => _inputs[0].Ids is not null;

    /// <inheritdoc/>
    public override bool TargetsAreIds => _targets.Ids is not null;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> SideShapes { get; }

    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        Tensor inputs = Gather(_inputs[0], arena, batchSize, index, order), targets = Gather(_targets, arena, batchSize, index, order);
        Tensor weights = _weights is null ? default : Gather(_weights, arena, batchSize, index, order);
        return new Batch(inputs, targets, Rows(batchSize, index), StartsSequences: !ContinuesSequences || index == 0, weights);
    }

    /// <inheritdoc/>
    public override Tensor CutSide(Arena arena, int batchSize, int index, RandomKey? order, int input) =>
        Gather(_inputs[input + 1], arena, batchSize, index, order);

    /// <inheritdoc/>
    public override (DataSet Training, DataSet Validation) Split(double share)
    {
        int training = TrainingCount(share);
        return (new ArrayData(this, _first, training), new ArrayData(this, _first + training, _count - training));
    }

    /// <inheritdoc/>
    protected override void Write(int sample, BatchRow row)
    {
        _inputs[0].Place([_first + sample], row.Inputs, row.Index);
        _targets.Place([_first + sample], row.Targets, row.Index);
    }

    Tensor Gather(Samples from, Arena arena, int batchSize, int index, RandomKey? order)
    {
        int first = index * batchSize, rows = Rows(batchSize, index);
        Tensor batch = from.Allocate(arena, rows);
        Span<int> samples = stackalloc int[Chosen];
        for (int row = 0; row < rows; row += Together)
        {
            if (row % Chosen == 0)
                Choose(first + row, ContinuesSequences ? null : order, samples[..Math.Min(Chosen, rows - row)]);
            from.Place(samples.Slice(row % Chosen, Math.Min(Together, rows - row)), batch, row);
        }

        return batch;
    }

    /// <summary>Which samples stand at consecutive positions of the epoch.</summary>
    void Choose(int position, RandomKey? order, Span<int> samples)
    {
        Permutation.Fill(order, _count, position, samples);
        if (order is { } key)
            _balance?.Choose(key, samples);
        foreach (ref int sample in samples)
            sample += _first;
    }
}
