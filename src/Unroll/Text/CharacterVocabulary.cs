using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unroll.Naming;
using Unroll.Text.Tokenizers;

namespace Unroll.Text;

/// <summary>
/// The characters of a text, numbered. A character is a Unicode scalar value (a <see cref="Rune"/>), so that an emoji is one character;
/// half a surrogate pair counts as U+FFFD. Ids follow the scalar values, after the two special ids where there are any.
/// </summary>
public sealed class CharacterVocabulary : ITokenizer
{
    /// <summary>With special ids: what fills up short sequences; it stands for no character.</summary>
    public const int PaddingId = 0;

    /// <summary>With special ids: every character that the vocabulary lacks.</summary>
    public const int UnknownId = 1;

    const int Missing = -1;
    const int ScalarCount = 0x110000;

    // In ascending order; the id of an element is its index + _firstId.
    readonly int[] _scalars;
    readonly int _firstId;
    // Ids by scalar, as far as the basic plane is used; the few characters beyond it are searched for.
    readonly int[] _idsByScalar;
    readonly string[] _symbols;

    CharacterVocabulary(int[] scalars, bool hasSpecials)
    {
        _scalars = scalars;
        _firstId = hasSpecials ? UnknownId + 1 : 0;
        HasSpecials = hasSpecials;
        _symbols = [.. hasSpecials ? ["", Rune.ReplacementChar.ToString()] : Array.Empty<string>(), .. scalars.Select(scalar => new Rune(scalar).ToString())];

        int basicCount = scalars.Count(scalar => scalar <= char.MaxValue);
        _idsByScalar = new int[basicCount == 0 ? 0 : scalars[basicCount - 1] + 1];
        Array.Fill(_idsByScalar, Missing);
        for (int i = 0; i < basicCount; i++) _idsByScalar[scalars[i]] = i + _firstId;
    }

    /// <summary>Collects the characters of a text.</summary>
    /// <param name="text">The text; the whole of it, or characters that only the held-out part has will be unseen.</param>
    /// <param name="reserveSpecials">Whether ids 0 and 1 are kept for padding and unknown characters.</param>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static CharacterVocabulary FromText(string text, bool reserveSpecials = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var present = new BitArray(ScalarCount);
        foreach (Rune rune in text.EnumerateRunes()) present[rune.Value] = true;
        return new CharacterVocabulary([.. Enumerable.Range(0, ScalarCount).Where(scalar => present[scalar])], reserveSpecials);
    }

    /// <summary>Whether ids 0 and 1 are <see cref="PaddingId"/> and <see cref="UnknownId"/>.</summary>
    public bool HasSpecials { get; }

    /// <summary>The number of ids, special ones included.</summary>
    public int Size => _symbols.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> UnknownIds => HasSpecials ? [UnknownId] : [];

    /// <summary>The text of each id: one character, or nothing for padding and U+FFFD for unknown.</summary>
    public IReadOnlyList<string> Symbols => _symbols;

    /// <summary>The text of one id; see <see cref="Symbols"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative or not below <see cref="Size"/>.</exception>
    public string Symbol(int id) => _symbols[TokenId.Require(id, Size)];

    /// <summary>Turns a text into ids, one a character.</summary>
    /// <exception cref="ArgumentException">
    /// The vocabulary lacks some of the characters and has no <see cref="UnknownId"/>; the message names them and where they stand.
    /// </exception>
    public int[] Encode(string text) => Encode(text, nameof(text));

    /// <summary>Turns a text into ids that a caller of ours was given, whose argument is named in the complaint.</summary>
    internal int[] Encode(string text, string argument)
    {
        int[] ids = EncodeKnown(text, out OrderedDictionary<Rune, int> unseen);
        return HasSpecials || unseen.Count == 0 ? ids : throw new ArgumentException(DescribeUnseen(unseen), argument);
    }

    /// <summary>Turns a text into ids; unseen characters become <see cref="UnknownId"/>, or are left out where there is no such id.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unseen">Each unseen character once, in the order of appearance.</param>
    public int[] Encode(string text, out IReadOnlyList<string> unseen)
    {
        int[] ids = EncodeKnown(text, out OrderedDictionary<Rune, int> firstIndices);
        unseen = [.. firstIndices.Keys.Select(rune => rune.ToString())];
        return ids;
    }

    // Unseen characters with the index where each stands first.
    int[] EncodeKnown(string text, out OrderedDictionary<Rune, int> unseen)
    {
        ArgumentNullException.ThrowIfNull(text);
        unseen = [];
        int[] ids = new int[text.Length];
        int count = 0, length;
        for (int index = 0; index < text.Length; index += length)
        {
            length = 1;
            if (!Rune.TryCreate(text[index], out Rune rune)) Rune.DecodeFromUtf16(text.AsSpan(index), out rune, out length);

            int id = Find(rune.Value);
            if (id == Missing)
            {
                unseen.TryAdd(rune, index);
                if (!HasSpecials) continue;
                id = UnknownId;
            }

            ids[count++] = id;
        }

        return count == ids.Length ? ids : ids[..count];
    }

    int Find(int scalar)
    {
        if (scalar < _idsByScalar.Length) return _idsByScalar[scalar];
        int position = scalar <= char.MaxValue ? -1 : Array.BinarySearch(_scalars, scalar);
        return position < 0 ? Missing : position + _firstId;
    }

    /// <summary>Turns ids back into text; padding gives nothing and unknown gives U+FFFD.</summary>
    /// <exception cref="ArgumentException">An id is negative or not below <see cref="Size"/>.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        var text = new StringBuilder(ids.Length);
        for (int position = 0; position < ids.Length; position++)
            text.Append(_symbols[TokenId.Require(ids[position], Size, position)]);
        return text.ToString();
    }

    /// <inheritdoc/>
    public IEnumerable<string> Decode(IEnumerable<int> ids) => ids.Select((id, position) => _symbols[TokenId.Require(id, Size, position)]);

    string DescribeUnseen(OrderedDictionary<Rune, int> unseen)
    {
        const int Shown = 8;
        string list = string.Join(", ", unseen.Take(Shown).Select(pair => $"{CharacterName.Describe(pair.Key)} at index {pair.Value}"));
        string rest = unseen.Count > Shown ? $" and {unseen.Count - Shown} more" : "";
        return $"the vocabulary of {Size} characters lacks {list}{rest}; leave them out, or build it from a text that has them";
    }

    /// <summary>The vocabulary as a JSON object: <c>{"specials":false,"symbols":"\n !$&amp;',-.3:;?ABC…"}</c>.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBoolean("specials", HasSpecials);
            json.WriteString("symbols", string.Concat(_symbols.Skip(_firstId)));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; members that it does not know are passed over.</summary>
    /// <exception cref="InvalidDataException">The text is not such a JSON object; the message is one line.</exception>
    public static CharacterVocabulary FromJson(string json)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("specials", out JsonElement specials) && specials.ValueKind is JsonValueKind.True or JsonValueKind.False
                && root.TryGetProperty("symbols", out JsonElement symbols) && symbols.ValueKind == JsonValueKind.String)
            {
                int[] scalars = [.. symbols.GetString()!.EnumerateRunes().Select(rune => rune.Value)];
                if (scalars.Length > 0 && scalars.Zip(scalars.Skip(1)).All(pair => pair.First < pair.Second))
                    return new CharacterVocabulary(scalars, specials.GetBoolean());
            }
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"character vocabulary: not valid JSON ({exception.Message}); it must be what ToJson wrote", exception);
        }

        throw new InvalidDataException(
            "character vocabulary: it needs 'specials' (true or false) and 'symbols' (a text of ascending characters), as ToJson writes them");
    }
}
