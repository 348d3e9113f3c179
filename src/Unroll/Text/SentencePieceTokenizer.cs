using System.Globalization;
using System.Text;
using Unroll.Text.Tokenizers;

namespace Unroll.Text;

/// <summary>
/// T5's tokenizer, SentencePiece with a unigram model: of all ways to cut a text into pieces the likeliest, the space before a word part of its piece.
/// <c>SentencePieceTokenizer.Load("spiece.model", extraIds: 100)</c>.
/// </summary>
/// <remarks>
/// Kudo, 2018; Kudo and Richardson, 2018. The same ids as SentencePiece 0.1.97, with the normalization that the file carries. Names of special pieces, such as
/// <c>&lt;/s&gt;</c>, are ordinary text within a text, except those of the extra ids.
/// </remarks>
public sealed class SentencePieceTokenizer : ITokenizer
{
    const int MaxExtraIds = 1_000_000, LongestExtra = 20;
    const string ExtraPrefix = "<extra_id_", ExtraSuffix = ">", SpaceSign = "▁";

    readonly SentencePieceModel _model;
    readonly SentencePieceNormalizer _normalizer;
    readonly UnigramSegmenter _segmenter;
    readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    readonly int _extraIds;

    SentencePieceTokenizer(SentencePieceModel model, int extraIds)
    {
        (_model, _extraIds) = (model, extraIds);
        (_normalizer, _segmenter) = (new SentencePieceNormalizer(model), new UnigramSegmenter(model));
        for (int id = 0; id < model.Pieces.Count; id++)
            _ids.Add(model.Pieces[id].Text, id);
    }

    /// <summary>Reads a <c>spiece.model</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="extraIds">
    /// How many ids <c>&lt;extra_id_0&gt;</c>, <c>&lt;extra_id_1&gt;</c> … lie after those of the file, the first one last; T5 has 100. In a text their names
    /// give their ids, and what lies between them is encoded as a text of its own.
    /// </param>
    /// <exception cref="InvalidDataException">The file is damaged, or not of a unigram model; the message is one line.</exception>
    public static SentencePieceTokenizer Load(string path, int extraIds = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegative(extraIds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extraIds, MaxExtraIds);
        return new SentencePieceTokenizer(SentencePieceModel.Read(path), extraIds);
    }

    /// <summary>Reads the content of a <c>spiece.model</c>, such as <see cref="Content"/>.</summary>
    /// <param name="path">Where it stands, for messages.</param>
    /// <param name="content">The content.</param>
    /// <param name="extraIds">As of <see cref="Load"/>.</param>
    /// <exception cref="InvalidDataException">As of <see cref="Load"/>.</exception>
    internal static SentencePieceTokenizer Parse(string path, byte[] content, int extraIds) => new(SentencePieceModel.Parse(path, content), extraIds);

    /// <summary>The file that it was read from.</summary>
    internal ReadOnlySpan<byte> Content => _model.Content;

    /// <summary>How many extra ids there are.</summary>
    internal int ExtraIds => _extraIds;

    /// <summary>The number of ids, extra ones included; the table of a model may have more rows.</summary>
    public int Size => _model.Pieces.Count + _extraIds;

    /// <summary>The id of unknown text.</summary>
    public int UnknownId => _model.UnknownId;

    /// <summary>The id of a piece, such as <c>&lt;/s&gt;</c> or <c>▁the</c>; null where there is none of this name.</summary>
    public int? Find(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        return _ids.TryGetValue(piece, out int id) ? id : ExtraId(piece);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> UnknownIds => [UnknownId];

    /// <inheritdoc/>
    public string Symbol(int id)
    {
        TokenId.Require(id, Size);
        return id < _model.Pieces.Count ? _model.Pieces[id].Text : $"{ExtraPrefix}{(Size - 1 - id).ToString(CultureInfo.InvariantCulture)}{ExtraSuffix}";
    }

    /// <inheritdoc/>
    public int[] Encode(string text) => [.. EncodeParts(text, null)];

    /// <inheritdoc/>
    public int[] Encode(string text, out IReadOnlyList<string> unseen)
    {
        var unknown = new OrderedDictionary<string, bool>();
        int[] ids = [.. EncodeParts(text, part => unknown.TryAdd(part, true))];
        unseen = [.. unknown.Keys];
        return ids;
    }

    /// <summary>The text of the ids; pieces that stand for no text give nothing, and unknown text gives ⁇.</summary>
    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> ids) => string.Concat(Decode((IEnumerable<int>)ids.ToArray()));

    /// <inheritdoc/>
    public IEnumerable<string> Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        bool isBeginning = _model.AddsDummyPrefix || _model.RemovesExtraSpaces, hasSpace = false, wroteBytes = false;
        Decoder bytes = Encoding.UTF8.GetDecoder();
        int position = 0;
        foreach (int id in ids)
        {
            TokenId.Require(id, Size, position++);
            SentencePieceModel.Kind kind = id < _model.Pieces.Count ? _model.Pieces[id].Kind : SentencePieceModel.Kind.UserDefined;
            string part;
            if (kind == SentencePieceModel.Kind.Byte)
            {
                part = Text(bytes, [Convert.ToByte(_model.Pieces[id].Text[3..5], 16)], flush: false);
                wroteBytes = true;
            }
            else
            {
                part = wroteBytes ? Text(bytes, [], flush: true) : "";
                wroteBytes = false;
                string piece = kind switch
                {
                    SentencePieceModel.Kind.Control => "",
                    SentencePieceModel.Kind.Unknown => _model.UnknownSurface,
                    _ => Symbol(id),
                };
                // The space of the first word is dropped; where spaces are trimmed, so are all before it.
                if (kind is not (SentencePieceModel.Kind.Control or SentencePieceModel.Kind.Unknown) && isBeginning
                    && piece.StartsWith(SpaceSign, StringComparison.Ordinal))
                {
                    piece = piece[1..];
                    hasSpace = !_model.RemovesExtraSpaces;
                }

                part += kind == SentencePieceModel.Kind.Unknown ? piece : piece.Replace(SpaceSign, " ", StringComparison.Ordinal);
            }

            isBeginning &= part.Length == 0 && !wroteBytes && !hasSpace;
            yield return part;
        }

        if (wroteBytes)
            yield return Text(bytes, [], flush: true);
    }

    static string Text(Decoder decoder, byte[] bytes, bool flush)
    {
        char[] letters = new char[4];
        return new string(letters, 0, decoder.GetChars(bytes, letters, flush));
    }

    List<int> EncodeParts(string text, Action<string>? onUnknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        int start = 0;
        for (int at = NextExtra(text, 0); at >= 0; at = NextExtra(text, at + 1))
        {
            int length = text.AsSpan(at, Math.Min(text.Length - at, LongestExtra)).IndexOf(ExtraSuffix) + 1;
            if (length == 0 || ExtraId(text.Substring(at, length)) is not { } extra)
                continue;
            Encode(text[start..at], ids, onUnknown);
            ids.Add(extra);
            start = at + length;
        }

        Encode(start == 0 ? text : text[start..], ids, onUnknown);
        return ids;
    }

    int NextExtra(string text, int from) => _extraIds == 0 ? -1 : text.IndexOf(ExtraPrefix, from, StringComparison.Ordinal);

    int? ExtraId(string name)
    {
        if (!name.StartsWith(ExtraPrefix, StringComparison.Ordinal) || !name.EndsWith(ExtraSuffix, StringComparison.Ordinal))
            return null;
        ReadOnlySpan<char> digits = name.AsSpan(ExtraPrefix.Length, name.Length - ExtraPrefix.Length - 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < _extraIds && name == Symbol(Size - 1 - number)
            ? Size - 1 - number
            : null;
    }

    /// <summary>Unknown characters that follow one another are one id, or their bytes where the model has these.</summary>
    void Encode(string text, List<int> ids, Action<string>? onUnknown)
    {
        byte[] normalized = _normalizer.Normalize(text);
        int start = 0, unknownStart = -1;
        foreach ((int id, int end) in _segmenter.Cut(normalized))
        {
            bool isUnknown = id == UnknownId;
            if (!isUnknown)
                EndUnknown(start);
            if (isUnknown && _model.HasByteFallback)
            {
                foreach (byte part in normalized.AsSpan(start, end - start))
                    ids.Add(_ids[SentencePieceModel.ByteName(part)]);
            }
            else if (!isUnknown || unknownStart < 0)
            {
                ids.Add(id);
                unknownStart = isUnknown ? start : -1;
            }

            start = end;
        }

        EndUnknown(normalized.Length);

        void EndUnknown(int end)
        {
            if (unknownStart >= 0)
                onUnknown?.Invoke(Encoding.UTF8.GetString(normalized.AsSpan(unknownStart, end - unknownStart)));
            unknownStart = -1;
        }
    }
}
