using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unroll.Naming;
using Unroll.Text.Tokenizers;

namespace Unroll.Text;

/// <summary>
/// The most frequent words of a text, numbered by frequency. A word is a run of letters, a number or a sign, with the space before it, so that the words
/// side by side are the text; line breaks and further spaces stand alone. Every other word is unknown, and is decoded as <c>&lt;unk&gt;</c>.
/// </summary>
public sealed class WordVocabulary : ITokenizer
{
    /// <summary>An unknown word with no space before it.</summary>
    public const int UnknownId = 0;

    /// <summary>An unknown word with a space before it.</summary>
    public const int SpacedUnknownId = 1;

    const int FirstWord = 2;
    const string Unknown = "<unk>";

    readonly string[] _words;
    readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    WordVocabulary(IEnumerable<string> words, int characters)
    {
        (_words, Characters) = ([Unknown, " " + Unknown, .. words], characters);
        for (int id = FirstWord; id < _words.Length; id++)
            _ids.Add(_words[id], id);
    }

    /// <summary>Collects the words of a text.</summary>
    /// <param name="text">The text, best only the part that is learned.</param>
    /// <param name="size">The most ids, those of unknown words included; of words that are equally frequent the smaller by code points comes first.</param>
    /// <param name="minimumCount">A rarer word is unknown: what the model learns of unknown words it learns of these.</param>
    /// <exception cref="ArgumentException">The text is empty, or the size has no room for a word.</exception>
    public static WordVocabulary FromText(string text, int size = 10_000, int minimumCount = 2)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(size, FirstWord);
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        var byLetters = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = WordSplitter.End(text, start, groups: false);
            CollectionsMarshal.GetValueRefOrAddDefault(byLetters, text.AsSpan(start, end - start), out _)++;
        }

        return new WordVocabulary(
            counts.Where(word => word.Value >= minimumCount && IsWhole(word.Key)).OrderByDescending(word => word.Value)
                .ThenBy(word => word.Key, StringComparer.Ordinal).Take(size - FirstWord).Select(word => word.Key),
            text.EnumerateRunes().Distinct().Count());
    }

    /// <inheritdoc/>
    public int Size => _words.Length;

    /// <summary>The number of different characters of the text: what it takes to spell an unknown word is computed from it.</summary>
    public int Characters { get; }

    /// <inheritdoc/>
    public IReadOnlyList<int> UnknownIds { get; } = [UnknownId, SpacedUnknownId];

    /// <inheritdoc/>
    public string Symbol(int id) => _words[TokenId.Require(id, Size)];

    /// <inheritdoc/>
    public int[] Encode(string text) => Encode(text, null);

    /// <inheritdoc/>
    public int[] Encode(string text, out IReadOnlyList<string> unseen)
    {
        var unknown = new OrderedDictionary<string, bool>();
        int[] ids = Encode(text, (word, _) => unknown.TryAdd(word, true));
        unseen = [.. unknown.Keys];
        return ids;
    }

    /// <summary>Turns a text into ids, and names each unknown word, without its space, and the place of its id.</summary>
    internal int[] Encode(string text, Action<string, int>? onUnknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        var byLetters = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int start = 0, end; start < text.Length; start = end)
        {
            end = WordSplitter.End(text, start, groups: false);
            ReadOnlySpan<char> word = text.AsSpan(start, end - start);
            bool isSpaced = word.Length > 1 && word[0] == ' ';
            bool isKnown = byLetters.TryGetValue(word, out int id);
            if (!isKnown)
                onUnknown?.Invoke(word[(isSpaced ? 1 : 0)..].ToString(), ids.Count);
            ids.Add(isKnown ? id : isSpaced ? SpacedUnknownId : UnknownId);
        }

        return [.. ids];
    }

    /// <inheritdoc/>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder();
        for (int position = 0; position < ids.Length; position++)
            text.Append(_words[TokenId.Require(ids[position], Size, position)]);
        return text.ToString();
    }

    /// <inheritdoc/>
    public IEnumerable<string> Decode(IEnumerable<int> ids) => ids.Select((id, position) => _words[TokenId.Require(id, Size, position)]);

    /// <summary>The vocabulary as a JSON object: <c>{"characters":65,"words":[",","\n"," the",…]}</c>.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("characters", Characters);
            json.WriteStartArray("words");
            foreach (string word in _words.Skip(FirstWord))
                json.WriteStringValue(word);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; members that it does not know are passed over.</summary>
    /// <exception cref="InvalidDataException">The text is not such a JSON object; the message is one line.</exception>
    public static WordVocabulary FromJson(string json)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("characters", out JsonElement characters) && characters.TryGetCount(out int count)
                && root.TryGetProperty("words", out JsonElement words) && words.ValueKind == JsonValueKind.Array
                && words.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String))
            {
                string[] texts = [.. words.EnumerateArray().Select(word => word.GetString()!)];
                if (texts.All(word => word.Length > 0) && texts.Distinct(StringComparer.Ordinal).Count() == texts.Length)
                    return new WordVocabulary(texts, count);
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"word vocabulary: not valid JSON ({exception.Message}); it must be what ToJson wrote", exception);
        }

        throw new InvalidDataException(
            "word vocabulary: it needs 'characters' (their number) and 'words' (different texts that are not empty), as ToJson writes them");
    }

    /// <summary>Half of a surrogate pair cannot be written down.</summary>
    static bool IsWhole(string word)
    {
        for (int i = 0; i < word.Length; i++)
            if (!Rune.TryGetRuneAt(word, i, out Rune rune))
                return false;
            else
                i += rune.Utf16SequenceLength - 1;
        return true;
    }
}
