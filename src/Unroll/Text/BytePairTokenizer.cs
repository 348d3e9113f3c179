using System.Buffers;
using System.Text;
using System.Text.Json;
using Unroll.Naming;
using Unroll.Text.Tokenizers;

namespace Unroll.Text;

/// <summary>
/// Byte-pair encoding of bytes (Sennrich et al., 2016; Radford et al., 2019): a text is cut into words with the space before them, each into the bytes of
/// UTF-8, and neighbours are merged in the order in which the <see cref="BytePairTrainer"/> found them. No text is unknown, and every text comes back as it
/// was.
/// </summary>
public sealed class BytePairTokenizer : ITokenizer
{
    /// <summary>The first ids are those of the bytes.</summary>
    internal const int ByteCount = 256;

    readonly List<byte[]> _tokens = [];
    readonly List<(int Left, int Right)> _merges = [];
    readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _ranks = [];
    readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    internal BytePairTokenizer()
    {
        for (int value = 0; value < ByteCount; value++)
            AddToken([(byte)value]);
    }

    /// <inheritdoc/>
    public int Size => _tokens.Count;

    /// <inheritdoc/>
    public IReadOnlyList<int> UnknownIds => [];

    /// <summary>The text of a token; the bytes of one that is no whole text in hexadecimal digits, as <c>&lt;E2 80&gt;</c>.</summary>
    /// <inheritdoc/>
    public string Symbol(int id)
    {
        byte[] token = _tokens[TokenId.Require(id, Size)];
        return System.Text.Unicode.Utf8.IsValid(token) ? Encoding.UTF8.GetString(token) : $"<{BitConverter.ToString(token).Replace('-', ' ')}>";
    }

    /// <summary>The bytes of a token.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative or not below <see cref="Size"/>.</exception>
    public ReadOnlyMemory<byte> Bytes(int id) => _tokens[TokenId.Require(id, Size)];

    /// <inheritdoc/>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        Dictionary<string, int[]> known = new(StringComparer.Ordinal);
        var byLetters = known.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = WordSplitter.End(text, start, groups: true);
            ReadOnlySpan<char> part = text.AsSpan(start, end - start);
            if (!byLetters.TryGetValue(part, out int[]? tokens))
                byLetters[part] = tokens = Merge(part);
            ids.AddRange(tokens);
        }

        return [.. ids];
    }

    /// <inheritdoc/>
    public int[] Encode(string text, out IReadOnlyList<string> unseen)
    {
        unseen = [];
        return Encode(text);
    }

    /// <summary>The text of the ids; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var bytes = new ArrayBufferWriter<byte>();
        for (int position = 0; position < ids.Length; position++)
            bytes.Write(_tokens[TokenId.Require(ids[position], Size, position)]);
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Decoder decoder = Encoding.UTF8.GetDecoder();
        int position = 0;
        foreach (int id in ids)
            yield return Text(_tokens[TokenId.Require(id, Size, position++)], flush: false);
        if (Text([], flush: true) is { Length: > 0 } rest)
            yield return rest;

        string Text(byte[] bytes, bool flush)
        {
            char[] letters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            return new string(letters, 0, decoder.GetChars(bytes, letters, flush));
        }
    }

    /// <summary>The tokens as a JSON object, the pairs of ids in the order in which they are merged: <c>{"merges":[[101,32],[116,104],…]}</c>.</summary>
    public string ToJson() => $"{{\"merges\":[{string.Join(',', _merges.Select(pair => $"[{pair.Left},{pair.Right}]"))}]}}";

    /// <summary>Reads what <see cref="ToJson"/> wrote; members that it does not know are passed over.</summary>
    /// <exception cref="InvalidDataException">The text is not such a JSON object; the message is one line.</exception>
    public static BytePairTokenizer FromJson(string json)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("merges", out JsonElement merges)
                || merges.ValueKind != JsonValueKind.Array)
                throw new InvalidDataException("byte-pair tokens: they need 'merges', a list of pairs of ids, as ToJson writes it");
            var tokenizer = new BytePairTokenizer();
            foreach (JsonElement pair in merges.EnumerateArray())
                if (pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2 && pair[0].TryGetCount(out int left)
                    && pair[1].TryGetCount(out int right) && Math.Max(left, right) < tokenizer.Size && !tokenizer._ranks.ContainsKey((left, right))
                    && tokenizer._tokens[left].Length + tokenizer._tokens[right].Length <= LongestToken)
                    tokenizer.Add(left, right);
                else
                    throw new InvalidDataException(
                        $"byte-pair tokens: merge {tokenizer._merges.Count} must be a new pair of ids below {tokenizer.Size}, which are there before it");
            return tokenizer;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"byte-pair tokens: not valid JSON ({exception.Message}); they must be what ToJson wrote", exception);
        }
    }

    /// <summary>Adds a pair to merge and gives the id of its token, which may be there already: the same bytes can come of different pairs.</summary>
    internal int Add(int left, int right)
    {
        byte[] token = [.. _tokens[left], .. _tokens[right]];
        int id = _ids.TryGetValue(Key(token), out int found) ? found : AddToken(token);
        _ranks.Add((left, right), (_merges.Count, id));
        _merges.Add((left, right));
        return id;
    }

    /// <summary>No part of a text has more bytes; a file that has such tokens is none of ours.</summary>
    static int LongestToken => 4 * (WordSplitter.Longest + 1);

    int AddToken(byte[] token)
    {
        _tokens.Add(token);
        _ids.Add(Key(token), _tokens.Count - 1);
        return _tokens.Count - 1;
    }

    static string Key(byte[] token) => Encoding.Latin1.GetString(token);

    /// <summary>Merges the neighbours of the lowest rank, everywhere at once, until there are none.</summary>
    int[] Merge(ReadOnlySpan<char> part)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(part)];
        Encoding.UTF8.GetBytes(part, bytes);
        List<int> ids = [.. bytes.Select(one => (int)one)];
        while (true)
        {
            (int Rank, int Id) best = (int.MaxValue, 0);
            for (int i = 0; i + 1 < ids.Count; i++)
                if (_ranks.TryGetValue((ids[i], ids[i + 1]), out (int Rank, int Id) merge) && merge.Rank < best.Rank)
                    best = merge;
            if (best.Rank == int.MaxValue)
                return [.. ids];
            (int left, int right) = _merges[best.Rank];
            int kept = 0;
            for (int i = 0; i < ids.Count; i++)
            {
                bool isPair = i + 1 < ids.Count && ids[i] == left && ids[i + 1] == right;
                ids[kept++] = isPair ? best.Id : ids[i];
                i += isPair ? 1 : 0;
            }

            ids.RemoveRange(kept, ids.Count - kept);
        }
    }
}
