using System.Runtime.InteropServices;
using System.Text;
using Unroll.Text.Tokenizers;

namespace Unroll.Text;

/// <summary>
/// Makes a WordPiece vocabulary from text: <c>new WordPieceTrainer { Size = 8000 }.Train(text).Save("vocab.txt")</c>. It holds the special pieces, the
/// characters of the text, and what comes of merging the pair of pieces that stand side by side most often within words, again and again.
/// </summary>
/// <remarks>
/// The same text gives the same vocabulary. Pairs that are equally frequent are merged in the order of their ids, the left one first; characters have their ids
/// in the order of their code points, those at the beginning of words before those within. Google's own trainer was never published; this is how Hugging Face's
/// tokenizers go about it.
/// </remarks>
public sealed class WordPieceTrainer
{
    /// <summary>The most pieces that the vocabulary may have; a short text gives fewer.</summary>
    public int Size { get; init; } = 30_000;

    /// <summary>A pair that stands in the text less often is not merged.</summary>
    public int MinimumCount { get; init; } = 2;

    /// <summary>The first pieces, which stand for no text; the unknown piece must be among them.</summary>
    public IReadOnlyList<string> SpecialPieces { get; init; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>How text is read, by the trainer and by the tokenizer that it makes.</summary>
    public WordPieceOptions Options { get; init; } = new();

    /// <summary>Makes a vocabulary, as a tokenizer that has it.</summary>
    /// <param name="texts">The texts, read one by one.</param>
    /// <exception cref="ArgumentException">The texts have no words, or the options of the trainer do not fit together.</exception>
    public WordPieceTokenizer Train(params IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(SpecialPieces);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinimumCount, 1);
        if (PieceList.Mistake([.. SpecialPieces], Options.UnknownPiece) is { } mistake)
            throw Wrong(nameof(SpecialPieces), $"{nameof(SpecialPieces)}: {mistake}");
        if (Size <= SpecialPieces.Count)
            throw Wrong(nameof(Size), $"{nameof(Size)} is {Size}; beside the {SpecialPieces.Count} special pieces at least one more must have room");
        Dictionary<string, long> words = CountWords(texts);
        if (words.Count == 0)
            throw new ArgumentException("The texts have no words to make a vocabulary of.", nameof(texts));
        return new WordPieceTokenizer(Pieces(words), Options);
    }

    static ArgumentException Wrong(string option, string message) => new ArgumentException(message, option);

    Dictionary<string, long> CountWords(IEnumerable<string> texts)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        var byLetters = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var basic = new BasicTokenizer(Options.LowerCase, Options.StripAccents ?? Options.LowerCase, Options.SplitIdeographs);
        char[] letters = new char[2 * Options.MaxWordLength];
        foreach (string text in texts)
            basic.Split(text, word =>
            {
                // Such a word is unknown whatever the pieces are.
                if (word.Length > Options.MaxWordLength)
                    return;
                int length = 0;
                foreach (Rune rune in word)
                    length += rune.EncodeToUtf16(letters.AsSpan(length));
                CollectionsMarshal.GetValueRefOrAddDefault(byLetters, letters.AsSpan(0, length), out _)++;
            });
        return counts;
    }

    List<string> Pieces(Dictionary<string, long> words)
    {
        List<string> pieces = [.. SpecialPieces];
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        foreach (string piece in pieces)
            ids.Add(piece, ids.Count);
        foreach (string character in Characters(words, Size - pieces.Count))
            if (ids.TryAdd(character, pieces.Count))
                pieces.Add(character);

        var merging = new PairMerging();
        // Sorted, so that nothing depends on the order in which a dictionary gives them.
        foreach ((string word, long count) in words.OrderBy(word => word.Key, StringComparer.Ordinal))
            if (Symbols(word, ids) is { Length: > 1 } symbols)
                merging.Add(symbols, count);
        merging.Run(MinimumCount, (left, right) =>
        {
            if (pieces.Count >= Size)
                return null;
            string merged = pieces[left] + pieces[right][Options.ContinuationPrefix.Length..];
            // The same text can come of different pairs.
            if (ids.TryAdd(merged, pieces.Count))
                pieces.Add(merged);
            return ids[merged];
        });
        return pieces;
    }

    /// <summary>
    /// The characters, each as the beginning of a word and, if words have it with others, as its continuation, so that every word of known characters can be
    /// cut. Where there is no room for all the most frequent ones stay, of equals those with the smaller code points.
    /// </summary>
    IEnumerable<string> Characters(Dictionary<string, long> words, int room)
    {
        Dictionary<Rune, (long Count, bool Continues)> characters = [];
        foreach ((string word, long count) in words)
        {
            bool isAlone = Rune.GetRuneAt(word, 0).Utf16SequenceLength == word.Length;
            foreach (Rune rune in word.EnumerateRunes())
            {
                ref (long Count, bool Continues) character = ref CollectionsMarshal.GetValueRefOrAddDefault(characters, rune, out _);
                character = (character.Count + count, character.Continues || !isAlone);
            }
        }

        List<(Rune Rune, bool Continues)> kept = [];
        foreach ((Rune rune, (_, bool continues)) in characters.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key))
        {
            room -= continues ? 2 : 1;
            if (room < 0)
                break;
            kept.Add((rune, continues));
        }

        kept.Sort();
        return [.. kept.Select(one => one.Rune.ToString()), .. kept.Where(one => one.Continues).Select(one => Options.ContinuationPrefix + one.Rune)];
    }

    /// <summary>The ids of a word's characters; null where one has no id.</summary>
    int[]? Symbols(string word, Dictionary<string, int> ids)
    {
        List<int> symbols = [];
        foreach (Rune rune in word.EnumerateRunes())
        {
            if (!ids.TryGetValue(symbols.Count == 0 ? rune.ToString() : Options.ContinuationPrefix + rune, out int id))
                return null;
            symbols.Add(id);
        }

        return [.. symbols];
    }
}
