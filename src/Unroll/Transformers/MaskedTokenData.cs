using Unroll.Arguments;
using Unroll.Data;
using Unroll.Randomness;
using Unroll.Tensors;

namespace Unroll.Transformers;

/// <summary>
/// Texts of which some tokens are masked, for a <see cref="MaskedLanguageModel"/>. In training every epoch masks others; measured in the order of the data,
/// they are the same ones each time. A batch is as long as its longest text; shorter ones are padded.
/// </summary>
public sealed class MaskedTokenData : DataSet
{
    readonly IReadOnlyList<int[]> _texts;
    readonly TokenMasking _masking;
    readonly int _paddingId;
    readonly RandomKey _key;

    /// <summary>The texts.</summary>
    /// <param name="texts">The ids of each, special ones included.</param>
    /// <param name="masking">How tokens are chosen.</param>
    /// <param name="paddingId">What follows shorter texts.</param>
    /// <param name="seed">Decides which tokens are chosen where the data are read in their order.</param>
    /// <exception cref="ArgumentException">There are no texts, or one has an id outside the vocabulary, or no token that could be chosen.</exception>
    public MaskedTokenData(IReadOnlyList<int[]> texts, TokenMasking masking, int paddingId, long seed = 0)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(masking);
        if (texts.Count == 0)
            throw new ArgumentException("There are no texts.", nameof(texts));
        for (int text = 0; text < texts.Count; text++)
        {
            foreach (int id in texts[text])
                if ((uint)id >= (uint)masking.Vocabulary)
                    throw new ArgumentOutOfRangeException(nameof(texts), id, $"Text {text}: ids of this vocabulary run from 0 to {masking.Vocabulary - 1}.");
            if (masking.Count(texts[text]) == 0)
                throw new ArgumentException($"Text {text} has no token that could be masked: all {texts[text].Length} are special.", nameof(texts));
        }

        (_texts, _masking, _paddingId, _key) = (texts, masking, paddingId, RandomKey.FromSeed(seed));
    }

    /// <summary>The number of texts.</summary>
    public int Count => _texts.Count;

    /// <summary>[time] of ids.</summary>
    public override Shape SampleShape => [-1];

    /// <summary>The places of the chosen tokens: for a batch one list of them, each time · rows + row.</summary>
    public override IReadOnlyList<Shape> SideShapes { get; } = [[-1]];

    /// <inheritdoc/>
    public override int BatchCount(int batchSize) => (Count + Argument.AtLeast(1, batchSize) - 1) / batchSize;

    /// <summary>Cuts a batch: the ids with their masks; the targets are the chosen tokens, text by text; its weight is their number.</summary>
    /// <inheritdoc/>
    public override Batch Cut(Arena arena, int batchSize, int index, RandomKey? order)
    {
        ArgumentNullException.ThrowIfNull(arena);
        var rows = new BatchRows(this, batchSize, index, order);
        Tensor ids = arena.AllocateIds(new Shape(rows.Time, rows.Count)), targets = arena.AllocateIds(new Shape(rows.Chosen));
        Span<int> into = ids.Ids, found = targets.Ids;
        into.Fill(_paddingId);
        for (int row = 0, first = 0; row < rows.Count; row++)
        {
            int text = rows.Text(row);
            ReadOnlySpan<int> tokens = _texts[text];
            for (int time = 0; time < tokens.Length; time++)
                into[(time * rows.Count) + row] = tokens[time];
            RandomKey key = KeyOf(text, order);
            int count = _masking.Count(tokens);

            // The places first, then what stands there.
            Span<int> places = found.Slice(first, count);
            _masking.Choose(tokens, key, places);
            foreach (ref int place in places)
            {
                into[(place * rows.Count) + row] = _masking.Replace(tokens[place], place, key);
                place = tokens[place];
            }

            first += count;
        }

        return new Batch(ids, targets, rows.Chosen, StartsSequences: true);
    }

    /// <inheritdoc/>
    public override Tensor CutSide(Arena arena, int batchSize, int index, RandomKey? order, int input)
    {
        ArgumentNullException.ThrowIfNull(arena);
        ArgumentOutOfRangeException.ThrowIfNotEqual(input, 0);
        var rows = new BatchRows(this, batchSize, index, order);
        Tensor chosen = arena.AllocateIds(new Shape(rows.Chosen));
        for (int row = 0, first = 0; row < rows.Count; row++)
        {
            int text = rows.Text(row), count = _masking.Count(_texts[text]);
            Span<int> places = chosen.Ids.Slice(first, count);
            _masking.Choose(_texts[text], KeyOf(text, order), places);
            foreach (ref int place in places)
                place = (place * rows.Count) + row;
            first += count;
        }

        return chosen;
    }

    RandomKey KeyOf(int text, RandomKey? order) => (order ?? _key).Derive((ulong)text);

    /// <summary>Which texts are in a batch, and the sizes that follow.</summary>
    readonly ref struct BatchRows
    {
        readonly Permutation _order;
        readonly bool _isOrdered;
        readonly int _first;

        public BatchRows(MaskedTokenData data, int batchSize, int index, RandomKey? order)
        {
            (_first, _isOrdered, _order) = (index * batchSize, order is not null, new Permutation(order ?? default, data.Count));
            Count = Math.Min(batchSize, data.Count - _first);
            for (int row = 0; row < Count; row++)
            {
                int[] text = data._texts[Text(row)];
                Time = Math.Max(Time, text.Length);
                Chosen += data._masking.Count(text);
            }
        }

        public int Count { get; }

        /// <summary>Tokens of the longest text.</summary>
        public int Time { get; }

        /// <summary>Tokens that are chosen in all of them.</summary>
        public int Chosen { get; }

        public int Text(int row) => _isOrdered ? _order[_first + row] : _first + row;
    }
}
