namespace Unroll.Studies.Data.Texts;

/// <summary>How much of one text stands in another, passage by passage.</summary>
static class Passages
{
    /// <summary>Symbols of a passage: no two texts agree in so many by chance.</summary>
    public const int Length = 64;

    /// <summary>Passages of the first text that are remembered, at most about so many; of a longer text a sample, the same in both texts.</summary>
    const int MostRemembered = 1 << 20;

    const ulong Base = 0x9E37_79B9_7F4A_7C15;

    /// <summary>The share of the passages of a text, beginning at every symbol, that stand in another text; 0 where one of them has no passage.</summary>
    /// <param name="known">The other text.</param>
    /// <param name="text">The text.</param>
    public static double Share(ReadOnlySpan<int> known, ReadOnlySpan<int> text)
    {
        ulong parts = (ulong)Math.Max(1, known.Length / MostRemembered);
        var remembered = new HashSet<ulong>();
        for (Walk walk = new(known); walk.Next();)
            if (IsSampled(walk.Hash, parts))
                remembered.Add(walk.Hash);
        int all = 0, found = 0;
        for (Walk walk = new(text); walk.Next();)
            if (IsSampled(walk.Hash, parts))
            {
                all++;
                found += remembered.Contains(walk.Hash) ? 1 : 0;
            }

        return all == 0 ? 0 : (double)found / all;
    }

    /// <summary>By the high bits: the low bits of a sum of products know little.</summary>
    static bool IsSampled(ulong hash, ulong parts) => (hash >> 32) % parts == 0;

    /// <summary>Walks through the passages of a text with a rolling hash: the sum of its symbols times falling powers of a base.</summary>
    ref struct Walk(ReadOnlySpan<int> text)
    {
        static readonly ulong s_highest = Enumerable.Repeat(Base, Length).Aggregate(1UL, (power, factor) => power * factor);

        readonly ReadOnlySpan<int> _text = text;
        int _end;

        public ulong Hash { get; private set; }

        public bool Next()
        {
            do
            {
                if (_end == _text.Length)
                    return false;
                Hash = (Hash * Base) + (ulong)(_text[_end] + 1);
                if (_end >= Length)
                    Hash -= s_highest * (ulong)(_text[_end - Length] + 1);
            }
            while (++_end < Length);
            return true;
        }
    }
}
