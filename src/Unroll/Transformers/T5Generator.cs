using Unroll.Autograd;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Operations;
using Unroll.Tensors;
using Unroll.Text;

namespace Unroll.Transformers;

/// <summary>
/// Writes texts with a <see cref="T5"/>. The keys and values of every step are kept, so that a step computes its own token alone; the ids are those that come
/// out without, and so are their probabilities, to the bit. For one thread.
/// </summary>
public sealed class T5Generator : IDisposable
{
    readonly T5 _model;
    readonly Workers _workers;
    readonly Tape _tape;
    readonly LayerContext _context;

    /// <summary>A generator with memory and threads of its own.</summary>
    /// <param name="model">A model that is built.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public T5Generator(T5 model, int workers = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(workers);
        if (!model.IsBuilt)
            throw new InvalidOperationException("The model is not built yet: load it, or call Build with the shapes of its two inputs.");
        _model = model;
        _workers = new Workers(workers == 0 ? Environment.ProcessorCount : workers);
        _tape = new Tape(_workers);
        _context = new LayerContext(_tape);
    }

    /// <summary>Whether keys and values are kept from step to step. Without it every step reads the whole text anew.</summary>
    public bool KeepsKeysAndValues { get; init; } = true;

    /// <summary>Writes the most probable token after each other, or what a search over several beams finds.</summary>
    /// <param name="ids">The ids of the text that is read.</param>
    /// <param name="maximalLength">The longest text that is written, in ids.</param>
    /// <param name="beams">Texts that are followed at once; 1 for the greedy search.</param>
    /// <param name="lengthPenalty">As of <see cref="BeamSearch"/>.</param>
    /// <returns>The texts that were found, the best one first; at most as many as beams. Those that have ended end with the end's id.</returns>
    /// <exception cref="ArgumentException">There are no ids, or one is not in the vocabulary.</exception>
    public IReadOnlyList<BeamHypothesis> Generate(ReadOnlySpan<int> ids, int maximalLength = 64, int beams = 1, double lengthPenalty = 1)
    {
        if (ids.IsEmpty)
            throw new ArgumentException("There is no text to read: pass at least the id that ends one.", nameof(ids));
        var search = new BeamSearch { Beams = beams, MaximalLength = maximalLength, EndId = _model.Configuration.EndId, LengthPenalty = lengthPenalty };
        int[] source = ids.ToArray();
        T5BlockCache[]? cache = KeepsKeysAndValues ? [.. Enumerable.Range(0, _model.Configuration.DecoderLayers).Select(_ => new T5BlockCache())] : null;
        return search.Run(hypotheses => Next(source, hypotheses, cache));
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    /// <summary>ln p of every token after each hypothesis.</summary>
    float[] Next(int[] source, IReadOnlyList<BeamHypothesis> hypotheses, T5BlockCache[]? cache)
    {
        _tape.Reset();
        int rows = hypotheses.Count, written = hypotheses[0].Ids.Count;
        bool isFirst = written == 0;
        if (cache is not null && !isFirst)
            foreach (T5BlockCache block in cache)
                block.Reorder([.. hypotheses.Select(hypothesis => hypothesis.Parent)]);
        Tensor encoded = cache is null || isFirst ? Encode(source, rows) : default;
        int first = cache is null ? 0 : written, time = written + 1 - first;
        Tensor ids = _tape.Arena.AllocateIds(new Shape(time, rows));
        for (int step = 0; step < time; step++)
            for (int row = 0; row < rows; row++)
                ids.Ids[(step * rows) + row] = first + step == 0 ? _model.Configuration.StartId : hypotheses[row].Ids[first + step - 1];
        Tensor logits = _model.Decode(_context, ids, encoded, cache);
        int vocabulary = logits.Shape.Last;
        Tensor last = _tape.Arena.Allocate(new Shape(rows, vocabulary));
        logits.Values[^(rows * vocabulary)..].CopyTo(last.Values);
        return _tape.LogSoftmax(last).Values.ToArray();
    }

    Tensor Encode(int[] source, int rows)
    {
        Tensor ids = _tape.Arena.AllocateIds(new Shape(source.Length, rows));
        for (int time = 0; time < source.Length; time++)
            ids.Ids.Slice(time * rows, rows).Fill(source[time]);
        return _model.Encode(_context, ids);
    }
}
