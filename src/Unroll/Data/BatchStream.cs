using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Data;

/// <summary>
/// Batches from a sequence of unknown length: a generator method, a reader of files. Each element is one batch, <c>yield return new ArrayData(x, y)</c>; the
/// sequence is enumerated anew for every epoch. Batch size and shuffling are the sequence's own affair. A run that is resumed equals one that never stopped
/// if every enumeration gives the same batches: those that were done are read again and passed over.
/// </summary>
/// <param name="batches">The batches; with <see cref="Repeat"/> it may be endless.</param>
public sealed class BatchStream(IEnumerable<ArrayData> batches) : DataSet, IDisposable
{
    IEnumerator<ArrayData>? _enumerator;
    Task<ArrayData?>? _next;
    (Shape Sample, IReadOnlyList<Shape> Sides)? _shapes;
    ArrayData? _current;
    int _index;

    /// <summary>Whether the sequence begins again when it ends, without ending the epoch; an epoch is then FitOptions.StepsPerEpoch steps long.</summary>
    public bool Repeat { get; init; }

    /// <summary>Whether the next batch is made on another thread while the running one is computed.</summary>
    public bool ReadAhead { get; init; }

    /// <summary>Whether row i of a batch continues where row i of the previous batch ended: the recurrent state is carried from batch to batch.</summary>
    public bool ContinuesSequences { get; init; }

    /// <inheritdoc/>
    public override bool CarriesState => ContinuesSequences;

    /// <inheritdoc/>
    public override Shape SampleShape => Shapes.Sample;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> SideShapes => Shapes.Sides;

    /// <summary>−1: the length is not known before the end.</summary>
    public override int BatchCount(int batchSize) => UnknownCount;

    /// <inheritdoc/>
    /// <returns>The batch, or an empty one after the last.</returns>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        if (_enumerator is null || index != _index)
            SkipTo(index);
        ArrayData? batch = Take();
        if (batch is null && Repeat && index > 0)
        {
            Restart();
            batch = Take();
        }

        _index++;
        _current = batch;
        if (batch is null)
            return default;
        if (batch.SampleShape.Rank != SampleShape.Rank || batch.SampleShape.Last != SampleShape.Last)
            throw new InvalidOperationException($"Batch {index} of the stream has samples of shape {batch.SampleShape}, the first batch {SampleShape}.");
        if (batch.SideShapes.Count != SideShapes.Count)
            throw new InvalidOperationException($"Batch {index} of the stream has {batch.SideShapes.Count} side inputs, the first batch {SideShapes.Count}.");
        return batch.Cut(arena, batch.Count, 0, order: null) with { StartsSequences = !ContinuesSequences || index == 0 };
    }

    /// <inheritdoc/>
    public override Tensor CutSide(Arena arena, int batchSize, int index, RandomKey? order, int input) =>
        _current!.CutSide(arena, _current.Count, 0, order: null, input);

    /// <summary>Ends the enumeration.</summary>
    public void Dispose()
    {
        Finish();
        _enumerator?.Dispose();
        _enumerator = null;
    }

    void Restart()
    {
        Finish();
        _enumerator?.Dispose();
        _enumerator = batches.GetEnumerator();
    }

    void SkipTo(int index)
    {
        Restart();
        for (_index = 0; _index < index; _index++)
        {
            if (Take() is not null)
                continue;
            if (!Repeat)
                return;
            Restart();
            if (Take() is null)
                return;
        }
    }

    ArrayData? Take()
    {
        ArrayData? taken = _next is null ? Advance() : _next.GetAwaiter().GetResult();
        _next = ReadAhead && taken is not null ? Task.Run(Advance) : null;
        return taken;
    }

    ArrayData? Advance() => _enumerator!.MoveNext() ? _enumerator.Current : null;

    /// <summary>Waits for what is being read ahead, and drops it.</summary>
    void Finish()
    {
        if (_next is not null)
            Task.WaitAny(_next);
        _next = null;
    }

    (Shape Sample, IReadOnlyList<Shape> Sides) Shapes => _shapes ??= batches.FirstOrDefault() is { } first
        ? (first.SampleShape, first.SideShapes)
        : throw new ArgumentException("The stream is empty: it gives no batch to train on.", nameof(batches));
}
