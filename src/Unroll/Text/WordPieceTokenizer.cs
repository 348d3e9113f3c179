using System.Text;
using Unroll.Text.Tokenizers;

namespace Unroll.Text;

/// <summary>
/// BERT's tokenizer: words and punctuation, each cut from its beginning into the longest pieces that the vocabulary has; a word that cannot be cut is
/// unknown as a whole. <c>WordPieceTokenizer.Load("vocab.txt").Encode("unaffable")</c> gives the ids of <c>una ##ffa ##ble</c>.
/// </summary>
/// <remarks>
/// Devlin et al., 2019, and the tokenizer of the original release, to the id. The names of special pieces, such as <c>[CLS]</c>, are ordinary text within a
/// text; <see cref="EncodePair"/> adds their ids.
/// </remarks>
public sealed class WordPieceTokenizer : ITokenizer
{
    readonly WordPieceOptions _options;
    readonly BasicTokenizer _basic;
    readonly string[] _pieces;
    readonly PieceTable _beginnings, _continuations;

    /// <summary>A tokenizer of pieces whose ids are their places.</summary>
    /// <param name="pieces">The vocabulary: no piece twice, and the unknown piece among them.</param>
    /// <param name="options">How text is read; null for the defaults.</param>
    /// <exception cref="ArgumentException">A piece is empty or there twice, or the unknown piece is missing.</exception>
    public WordPieceTokenizer(IReadOnlyList<string> pieces, WordPieceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        _options = options ?? new WordPieceOptions();
        ArgumentException.ThrowIfNullOrEmpty(_options.ContinuationPrefix, nameof(options));
        _basic = new BasicTokenizer(_options.LowerCase, _options.StripAccents ?? _options.LowerCase, _options.SplitIdeographs);
        _pieces = [.. pieces];
        if (PieceList.Mistake(_pieces, _options.UnknownPiece) is { } mistake)
            throw new ArgumentException(mistake, nameof(pieces));
        string prefix = _options.ContinuationPrefix;
        _beginnings = new PieceTable(_pieces, piece => piece);
        _continuations = new PieceTable(_pieces, piece => piece.StartsWith(prefix, StringComparison.Ordinal) ? piece[prefix.Length..] : "");
        UnknownId = _beginnings.Find(_options.UnknownPiece)!.Value;
    }

    /// <summary>Reads <c>vocab.txt</c>, one piece a line, or Hugging Face's <c>tokenizer.json</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lowerCase">
    /// Whether letters are folded to lower case; null for what tokenizer.json says, or <c>tokenizer_config.json</c> beside vocab.txt; else they are.
    /// </param>
    /// <exception cref="InvalidDataException">The file is damaged, or of another kind of tokenizer; the message is one line.</exception>
    public static WordPieceTokenizer Load(string path, bool? lowerCase = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (string[] pieces, WordPieceOptions options) = Path.GetExtension(path) == ".json" ? TokenizerJson.ReadWordPiece(path) : PieceList.Read(path);
        options = options with { LowerCase = lowerCase ?? options.LowerCase };
        return PieceList.Mistake(pieces, options.UnknownPiece) is { } mistake
            ? throw new InvalidDataException($"{path}: {mistake}")
            : new WordPieceTokenizer(pieces, options);
    }

    /// <inheritdoc/>
    public int Size => _pieces.Length;

    /// <summary>The id of the unknown piece.</summary>
    public int UnknownId { get; }

    /// <summary>How text is read.</summary>
    public WordPieceOptions Options => _options;

    /// <summary>The pieces; their ids are their places.</summary>
    public IReadOnlyList<string> Pieces => _pieces;

    /// <summary>The id of a piece, such as <c>[MASK]</c>; null where the vocabulary has none of this name.</summary>
    public int? Find(string piece) => _beginnings.Find(piece);

    /// <inheritdoc/>
    public IReadOnlyList<int> UnknownIds => [UnknownId];

    /// <inheritdoc/>
    public string Symbol(int id) => _pieces[TokenId.Require(id, Size)];

    /// <inheritdoc/>
    public int[] Encode(string text) => [.. Encode(text, null)];

    /// <inheritdoc/>
    public int[] Encode(string text, out IReadOnlyList<string> unseen)
    {
        var unknown = new OrderedDictionary<string, bool>();
        int[] ids = [.. Encode(text, word => unknown.TryAdd(word, true))];
        unseen = [.. unknown.Keys];
        return ids;
    }

    /// <summary>What a BERT reads: <c>[CLS] text [SEP]</c>, or <c>[CLS] text [SEP] second [SEP]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="second">The text that belongs to the second segment; null for none.</param>
    /// <returns>The ids, and for each its segment, 0 or 1.</returns>
    /// <exception cref="InvalidOperationException">The vocabulary has no <c>[CLS]</c> or no <c>[SEP]</c>.</exception>
    public (int[] Ids, int[] Segments) EncodePair(string text, string? second = null)
    {
        int separator = Special("[SEP]");
        int[] first = [Special("[CLS]"), .. Encode(text), separator];
        int[] rest = second is null ? [] : [.. Encode(second), separator];
        return ([.. first, .. rest], [.. new int[first.Length], .. Enumerable.Repeat(1, rest.Length)]);
    }

    /// <summary>The words of the ids, with a space between them; <c>[PAD]</c>, <c>[CLS]</c> and <c>[SEP]</c> give nothing.</summary>
    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder();
        for (int position = 0; position < ids.Length; position++)
            Append(text, _pieces[TokenId.Require(ids[position], Size, position)]);
        return text.ToString();
    }

    /// <inheritdoc/>
    public IEnumerable<string> Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var text = new StringBuilder();
        int position = 0, written = 0;
        foreach (int id in ids)
        {
            Append(text, _pieces[TokenId.Require(id, Size, position++)]);
            yield return text.ToString(written, text.Length - written);
            written = text.Length;
        }
    }

    /// <summary>Writes <c>vocab.txt</c>, one piece a line.</summary>
    public void Save(string path) => PieceList.Write(path, _pieces);

    int Special(string piece) => Find(piece) ?? throw new InvalidOperationException($"The vocabulary has no {piece}.");

    void Append(StringBuilder text, string piece)
    {
        if (piece is "[PAD]" or "[CLS]" or "[SEP]")
            return;
        bool continues = piece.Length > _options.ContinuationPrefix.Length && piece.StartsWith(_options.ContinuationPrefix, StringComparison.Ordinal);
        if (text.Length > 0 && !continues)
            text.Append(' ');
        text.Append(piece, continues && text.Length > 0 ? _options.ContinuationPrefix.Length : 0,
            piece.Length - (continues && text.Length > 0 ? _options.ContinuationPrefix.Length : 0));
    }

    List<int> Encode(string text, Action<string>? onUnknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        char[] letters = new char[2 * _options.MaxWordLength];
        _basic.Split(text, word =>
        {
            if (word.Length > _options.MaxWordLength || !Cut(letters.AsSpan(0, Write(word, letters)), ids))
            {
                ids.Add(UnknownId);
                onUnknown?.Invoke(string.Concat(word.ToArray()));
            }
        });
        return ids;
    }

    static int Write(ReadOnlySpan<Rune> word, Span<char> letters)
    {
        int count = 0;
        foreach (Rune rune in word)
            count += rune.EncodeToUtf16(letters[count..]);
        return count;
    }

    /// <summary>Adds the pieces of a word, the longest first each time; if there are none, adds nothing and says no.</summary>
    bool Cut(ReadOnlySpan<char> word, List<int> ids)
    {
        int first = ids.Count;
        for (int start = 0; start < word.Length;)
        {
            (int id, int length) = (start == 0 ? _beginnings : _continuations).Longest(word[start..]);
            if (length == 0)
            {
                ids.RemoveRange(first, ids.Count - first);
                return false;
            }

            ids.Add(id);
            start += length;
        }

        return true;
    }
}
