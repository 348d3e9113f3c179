using System.Text;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Text;

/// <summary>A text as ids, with what is needed to tell bits per character from the loss of a token, so that texts cut in different ways compare.</summary>
/// <remarks>
/// An unknown word counts as if it were spelled after the sign for unknown words, its characters and its end each taking the same number of bits. So what is
/// told is what a code that gives the whole text back would take, and few words in a vocabulary win nothing.
/// </remarks>
sealed class EncodedText
{
    readonly ITokenizer _vocabulary;
    // Characters of each id; null where each id is one character.
    readonly int[]? _lengths;

    EncodedText(ITokenizer vocabulary, int[] ids, int[]? lengths, IReadOnlyList<string> unseen) =>
        (_vocabulary, Ids, _lengths, Unseen) = (vocabulary, ids, lengths, unseen);

    /// <summary>The ids.</summary>
    public int[] Ids { get; }

    /// <summary>The parts of the text that the vocabulary lacks, each once.</summary>
    public IReadOnlyList<string> Unseen { get; }

    /// <summary>How many ids stand for unknown words.</summary>
    public int UnknownCount => _vocabulary.UnknownIds.Count == 0 ? 0 : Ids.Count(_vocabulary.UnknownIds.Contains);

    /// <summary>How many characters the ids stand for.</summary>
    public long Characters => _lengths is null ? Ids.Length : _lengths.Sum(length => (long)length);

    /// <summary>Encodes a text.</summary>
    public static EncodedText Of(ITokenizer vocabulary, string text)
    {
        switch (vocabulary)
        {
            case BytePairTokenizer pairs:
                int[] tokens = pairs.Encode(text);
                int[] lengths = [.. Enumerable.Range(0, pairs.Size).Select(id => CharactersOf(pairs.Bytes(id).Span))];
                return new EncodedText(vocabulary, tokens, [.. tokens.Select(id => lengths[id])], []);
            case WordVocabulary words:
                var unseen = new OrderedDictionary<string, bool>();
                List<(int Place, int Length)> unknown = [];
                int[] ids = words.Encode(text, (word, place) =>
                {
                    unseen.TryAdd(word, true);
                    unknown.Add((place, CharactersOf(word)));
                });
                int[] known = [.. Enumerable.Range(0, words.Size).Select(id => CharactersOf(words.Symbol(id)))];
                int[] characters = [.. ids.Select(id => known[id])];
                foreach ((int place, int length) in unknown)
                    characters[place] = length + (ids[place] == WordVocabulary.SpacedUnknownId ? 1 : 0);
                return new EncodedText(vocabulary, ids, characters, [.. unseen.Keys]);
            default:
                int[] all = vocabulary.Encode(text, out IReadOnlyList<string> others);
                return new EncodedText(vocabulary, all, null, others);
        }
    }

    /// <summary>What follows the first ids.</summary>
    public EncodedText From(int start) => new(_vocabulary, Ids[start..], _lengths?[start..], Unseen);

    /// <summary>Bits per character of the ids from one on.</summary>
    /// <param name="loss">The mean of −ln p over these ids.</param>
    /// <param name="first">The first of them.</param>
    public double BitsPerCharacter(double loss, int first)
    {
        if (_lengths is null)
            return loss / Math.Log(2);
        long characters = 0;
        double spelled = 0, bitsOfCharacter = _vocabulary is WordVocabulary words ? Math.Log2(words.Characters + 1) : 0;
        for (int i = first; i < Ids.Length; i++)
        {
            characters += _lengths[i];
            if (bitsOfCharacter > 0 && Ids[i] <= WordVocabulary.SpacedUnknownId)
                spelled += bitsOfCharacter * (_lengths[i] - Ids[i] + 1);
        }

        return ((loss / Math.Log(2) * (Ids.Length - first)) + spelled) / Math.Max(1, characters);
    }

    /// <summary>A character is counted where its first byte is: all others begin with the bits 10.</summary>
    static int CharactersOf(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte one in bytes)
            count += (one & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }

    static int CharactersOf(string text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
