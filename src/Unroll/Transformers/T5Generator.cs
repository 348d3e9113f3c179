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
        int[] source = ids.ToArray();
        RequireIds(source, nameof(ids));
        var search = new BeamSearch { Beams = beams, MaximalLength = maximalLength, EndId = _model.Configuration.EndId, LengthPenalty = lengthPenalty };
        T5BlockCache[]? cache = NewCache();
        return search.Run(hypotheses => Next([.. hypotheses.Select(_ => source)], hypotheses, cache));
    }

    /// <summary>Answers several texts at once, each with the most probable token after each other. An answer is the same as alone, to the bit.</summary>
    /// <param name="texts">The ids of the texts that are read, which may differ in length.</param>
    /// <param name="maximalLength">The longest text that is written, in ids.</param>
    /// <returns>One text for each. Those that have ended end with the end's id.</returns>
    /// <exception cref="ArgumentException">A text has no ids, or one is not in the vocabulary.</exception>
    public IReadOnlyList<BeamHypothesis> GenerateEach(IReadOnlyList<int[]> texts, int maximalLength = 64)
    {
        RequireTexts(texts, nameof(texts));
        ArgumentOutOfRangeException.ThrowIfLessThan(maximalLength, 1);
        BeamHypothesis[] written = [.. texts.Select(_ => new BeamHypothesis([], 0, 0))];
        int[] followed = [.. Enumerable.Range(0, texts.Count)];
        T5BlockCache[]? cache = NewCache();
        for (int length = 1; length <= maximalLength && followed.Length > 0; length++)
        {
            float[] rows = Next([.. followed.Select(text => texts[text])], [.. followed.Select(text => written[text])], cache);
            int vocabulary = rows.Length / followed.Length;
            for (int row = 0; row < followed.Length; row++)
            {
                ReadOnlySpan<float> logarithms = rows.AsSpan(row * vocabulary, vocabulary);
                int best = ArgMax.Find(logarithms);
                BeamHypothesis before = written[followed[row]];
                written[followed[row]] = new([.. before.Ids, best], before.LogProbability + logarithms[best], row);
            }

            followed = [.. followed.Where(text => written[text].Ids[^1] != _model.Configuration.EndId)];
        }

        return written;
    }

    /// <summary>How probable given answers to texts are.</summary>
    /// <param name="texts">The ids of the texts that are read, which may differ in length.</param>
    /// <param name="answers">The ids of texts that may be written, each with the end's id at its end.</param>
    /// <returns>[text, answer]: the logarithm of the probability that the answer is written when every token is drawn.</returns>
    /// <exception cref="ArgumentException">A text or an answer has no ids, or one is not in the vocabulary.</exception>
    public double[,] Score(IReadOnlyList<int[]> texts, IReadOnlyList<int[]> answers)
    {
        RequireTexts(texts, nameof(texts));
        RequireTexts(answers, nameof(answers));
        double[,] scores = new double[texts.Count, answers.Count];
        if (texts.Count == 0)
            return scores;
        _tape.Reset();
        Tensor encoded = Encode(texts);
        for (int answer = 0; answer < answers.Count; answer++)
        {
            int[] ids = answers[answer];
            Tensor before = _tape.Arena.AllocateIds(new Shape(ids.Length, texts.Count));
            for (int time = 0; time < ids.Length; time++)
                before.Ids.Slice(time * texts.Count, texts.Count).Fill(time == 0 ? _model.Configuration.StartId : ids[time - 1]);
            Tensor logarithms = _tape.LogSoftmax(_model.Decode(_context, before, encoded));
            int vocabulary = logarithms.Shape.Last;
            for (int time = 0; time < ids.Length; time++)
                for (int text = 0; text < texts.Count; text++)
                    scores[text, answer] += logarithms.Values[(((time * texts.Count) + text) * vocabulary) + ids[time]];
        }

        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => _workers.Dispose();

    T5BlockCache[]? NewCache() =>
        KeepsKeysAndValues ? [.. Enumerable.Range(0, _model.Configuration.DecoderLayers).Select(_ => new T5BlockCache())] : null;

    void RequireTexts(IReadOnlyList<int[]> texts, string argument)
    {
        ArgumentNullException.ThrowIfNull(texts, argument);
        foreach (int[] text in texts)
            RequireIds(text, argument);
    }

    void RequireIds(int[] ids, string argument)
    {
        ArgumentNullException.ThrowIfNull(ids, argument);
        if (ids.Length == 0)
            throw new ArgumentException("There is a text without ids: pass at least the id that ends one.", argument);
        foreach (int id in ids)
            if ((uint)id >= (uint)_model.Configuration.VocabularySize)
                throw new ArgumentOutOfRangeException(argument, id, $"Ids of this vocabulary run from 0 to {_model.Configuration.VocabularySize - 1}.");
    }

    /// <summary>ln p of every token after each hypothesis.</summary>
    /// <param name="sources">What each answers.</param>
    /// <param name="hypotheses">Texts of one length.</param>
    /// <param name="cache">What earlier steps left; null for none.</param>
    float[] Next(IReadOnlyList<int[]> sources, IReadOnlyList<BeamHypothesis> hypotheses, T5BlockCache[]? cache)
    {
        _tape.Reset();
        int rows = hypotheses.Count, written = hypotheses[0].Ids.Count;
        bool isFirst = written == 0;
        if (cache is not null && !isFirst)
            foreach (T5BlockCache block in cache)
                block.Reorder([.. hypotheses.Select(hypothesis => hypothesis.Parent)]);
        Tensor encoded = cache is null || isFirst ? Encode(sources) : default;
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

    /// <summary>What the encoder makes of texts; shorter ones are padded, which changes nothing of them.</summary>
    Tensor Encode(IReadOnlyList<int[]> sources)
    {
        Tensor ids = _tape.Arena.AllocateIds(new Shape(sources.Max(source => source.Length), sources.Count));
        ids.Ids.Fill(_model.Configuration.PaddingId);
        for (int row = 0; row < sources.Count; row++)
            for (int time = 0; time < sources[row].Length; time++)
                ids.Ids[(time * sources.Count) + row] = sources[row][time];
        return _model.Encode(_context, ids);
    }
}
