using System.Text.Json;
using Unroll.Naming;

namespace Unroll.Text.Tokenizers;

/// <summary>Reads what Hugging Face's tokenizer.json says of a WordPiece tokenizer; one that would cut text in another way is refused.</summary>
static class TokenizerJson
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of another kind.</exception>
    public static (string[] Pieces, WordPieceOptions Options) ReadWordPiece(string path)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            JsonElement model = Object(root, "model");
            Require(model, "type", "WordPiece");
            Require(Object(root, "normalizer"), "type", "BertNormalizer");
            Require(Object(root, "pre_tokenizer"), "type", "BertPreTokenizer");
            JsonElement normalizer = Object(root, "normalizer");
            if (Flag(normalizer, "clean_text") == false)
                throw new InvalidDataException("'clean_text' of the normalizer is false; only true can be read");
            var defaults = new WordPieceOptions();
            bool lowerCase = Flag(normalizer, "lowercase") ?? defaults.LowerCase;
            return (Pieces(Object(model, "vocab")), new WordPieceOptions
            {
                LowerCase = lowerCase,
                StripAccents = Flag(normalizer, "strip_accents") ?? lowerCase,
                SplitIdeographs = Flag(normalizer, "handle_chinese_chars") ?? defaults.SplitIdeographs,
                ContinuationPrefix = Text(model, "continuing_subword_prefix") ?? defaults.ContinuationPrefix,
                UnknownPiece = Text(model, "unk_token") ?? defaults.UnknownPiece,
                MaxWordLength = Length(model, "max_input_chars_per_word") ?? defaults.MaxWordLength,
            });
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: is not valid JSON ({error.Message}); it must be Hugging Face's tokenizer.json", error);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    static string[] Pieces(JsonElement vocabulary)
    {
        string[] pieces = new string[vocabulary.GetPropertyCount()];
        foreach (JsonProperty member in vocabulary.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetInt32(out int id) || (uint)id >= (uint)pieces.Length)
                throw new InvalidDataException($"the piece '{member.Name}' has the id {member.Value.GetRawText()}; ids run from 0 to {pieces.Length - 1}");
            if (pieces[id] is { } other)
                throw new InvalidDataException($"the pieces '{other}' and '{member.Name}' have the same id, {id}");
            pieces[id] = member.Name;
        }

        return pieces;
    }

    static JsonElement Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object
            ? value
            : throw new InvalidDataException($"has no '{name}'; it must be Hugging Face's tokenizer.json");

    static void Require(JsonElement element, string name, string value)
    {
        if (Text(element, name) is var found && found != value)
            throw new InvalidDataException($"'{name}' is '{found}'; only '{value}' can be read");
    }

    static string? Text(JsonElement element, string name) =>
        !element.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text
        : throw new InvalidDataException($"'{name}' must be a text that is not empty");

    static bool? Flag(JsonElement element, string name) =>
        !element.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw new InvalidDataException($"'{name}' must be true or false");

    static int? Length(JsonElement element, string name) =>
        !element.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int length) && length is >= 1 and <= 1_000_000 ? length
        : throw new InvalidDataException($"'{name}' must be a whole number from 1 to 1000000");
}
