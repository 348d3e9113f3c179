using System.Runtime.InteropServices;

namespace Unroll.Text.Tokenizers;

/// <summary>
/// Byte-pair encoding (Sennrich et al., 2016) of words that are counted: again and again the pair of symbols that stand side by side most often becomes one
/// symbol. Of pairs that are equally frequent the one whose left symbol has the smaller number comes first, then the one with the smaller right symbol.
/// </summary>
/// <remarks>Only the words that hold a pair are touched when it is merged; a queue holds the pairs, with counts that are checked when they come up.</remarks>
sealed class PairMerging
{
    readonly List<Word> _words = [];
    readonly Dictionary<(int Left, int Right), Pair> _pairs = [];
    readonly HashSet<(int Left, int Right)> _raised = [];
    readonly PriorityQueue<(int Left, int Right), (long Count, int Left, int Right)> _queue = new();

    /// <summary>Adds a word.</summary>
    /// <param name="symbols">Its symbols.</param>
    /// <param name="count">How often it stands in the text.</param>
    public void Add(int[] symbols, long count)
    {
        var word = new Word([.. symbols], count);
        _words.Add(word);
        Count(_words.Count - 1, count);
    }

    /// <summary>Merges pairs until none is frequent enough, or <paramref name="onMerge"/> says that it is enough.</summary>
    /// <param name="leastCount">A pair that stands in the text less often is not merged.</param>
    /// <param name="onMerge">Receives a pair before it is merged and gives its symbol; null to stop.</param>
    public void Run(long leastCount, Func<int, int, int?> onMerge)
    {
        foreach (((int Left, int Right) pair, Pair found) in _pairs)
            _queue.Enqueue(pair, (-found.Count, pair.Left, pair.Right));
        while (_queue.TryDequeue(out (int Left, int Right) pair, out (long Count, int, int) key))
        {
            Pair found = _pairs[pair];
            if (found.Count < Math.Max(1, leastCount))
                continue;
            if (found.Count != -key.Count)
            {
                _queue.Enqueue(pair, (-found.Count, pair.Left, pair.Right));
                continue;
            }

            if (onMerge(pair.Left, pair.Right) is not { } symbol)
                return;
            Merge(pair, symbol);
        }
    }

    void Merge((int Left, int Right) pair, int symbol)
    {
        // A word can be listed that has lost the pair; the same word is never listed twice.
        foreach (int index in _pairs[pair].Words.ToArray())
        {
            Word word = _words[index];
            Count(index, -word.Count);
            List<int> symbols = word.Symbols;
            int kept = 0;
            for (int i = 0; i < symbols.Count; i++)
            {
                bool isPair = i + 1 < symbols.Count && symbols[i] == pair.Left && symbols[i + 1] == pair.Right;
                symbols[kept++] = isPair ? symbol : symbols[i];
                i += isPair ? 1 : 0;
            }

            symbols.RemoveRange(kept, symbols.Count - kept);
            Count(index, word.Count);
            // Only a pair with the new symbol can have become more frequent; what waits with too high a count is put right when it comes up.
            for (int i = 0; i + 1 < symbols.Count; i++)
                if (symbols[i] == symbol || symbols[i + 1] == symbol)
                    _raised.Add((symbols[i], symbols[i + 1]));
        }

        foreach ((int Left, int Right) raised in _raised)
            _queue.Enqueue(raised, (-_pairs[raised].Count, raised.Left, raised.Right));
        _raised.Clear();
    }

    void Count(int index, long count)
    {
        List<int> symbols = _words[index].Symbols;
        for (int i = 0; i + 1 < symbols.Count; i++)
        {
            ref Pair? pair = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, (symbols[i], symbols[i + 1]), out _);
            pair ??= new Pair();
            pair.Count += count;
            if (count > 0)
                pair.Words.Add(index);
        }
    }

    sealed record Word(List<int> Symbols, long Count);

    sealed class Pair
    {
        public long Count { get; set; }

        public HashSet<int> Words { get; } = [];
    }
}
