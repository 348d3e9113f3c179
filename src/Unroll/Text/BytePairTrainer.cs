using System.Runtime.InteropServices;
using System.Text;
using Unroll.Text.Tokenizers;

namespace Unroll.Text;

/// <summary>
/// Makes the tokens of a <see cref="BytePairTokenizer"/> from text: the 256 bytes, and what comes of merging the pair of tokens that stand side by side most
/// often, again and again, never across the borders of words.
/// </summary>
/// <remarks>
/// The same text gives the same tokens: of pairs that are equally frequent the one with the smaller ids is merged first, the left id before the right.
/// </remarks>
public sealed class BytePairTrainer
{
    /// <summary>The most tokens, at least 256; a short text gives fewer.</summary>
    public int Size { get; init; } = 1000;

    /// <summary>A pair that stands in the text less often is not merged.</summary>
    public int MinimumCount { get; init; } = 2;

    /// <summary>Makes the tokens.</summary>
    /// <param name="texts">The texts, read one by one; without any the tokens are the bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option of the trainer is too small.</exception>
    public BytePairTokenizer Train(params IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfLessThan(Size, BytePairTokenizer.ByteCount);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumCount, 1);
        Dictionary<string, long> parts = new(StringComparer.Ordinal);
        var byLetters = parts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string text in texts)
            for (int start = 0, end; start < text.Length; start = end)
            {
                end = WordSplitter.End(text, start, groups: true);
                CollectionsMarshal.GetValueRefOrAddDefault(byLetters, text.AsSpan(start, end - start), out _)++;
            }

        var merging = new PairMerging();
        // Sorted, so that nothing depends on the order in which a dictionary gives them.
        foreach ((string part, long count) in parts.OrderBy(part => part.Key, StringComparer.Ordinal))
            merging.Add([.. Encoding.UTF8.GetBytes(part).Select(one => (int)one)], count);
        var tokenizer = new BytePairTokenizer();
        merging.Run(MinimumCount, (left, right) => tokenizer.Size >= Size ? null : tokenizer.Add(left, right));
        return tokenizer;
    }
}
