using System.Text.Json;
using Unroll.Naming;
using Unroll.Studies.Runs;
using Unroll.Text;

namespace Unroll.Studies.Tasks.Text;

/// <summary>
/// The vocabularies of the three ways to cut a text: made from it, written into a checkpoint, read from there, and what messages call their parts.
/// </summary>
static class TextVocabulary
{
    const int DefaultWords = 10_000, DefaultBytePairs = 1000;

    /// <summary>The fewest ids: those of unknown words and one word, or the 256 bytes.</summary>
    public static int Least(TextTokens tokens) => tokens == TextTokens.Words ? 3 : 256;

    /// <summary>Makes the vocabulary of a text.</summary>
    /// <param name="configuration">What it is cut into, and how many ids there may be.</param>
    /// <param name="text">The whole text: every character of it is known.</param>
    /// <param name="learned">The part that is learned: words and tokens are those of this part.</param>
    /// <exception cref="InputException">No word stands in the text twice.</exception>
    public static ITokenizer Make(TextConfiguration configuration, string text, string learned) => configuration.Tokens switch
    {
        TextTokens.Characters => CharacterVocabulary.FromText(text),
        TextTokens.BytePairs => new BytePairTrainer { Size = configuration.Vocabulary ?? DefaultBytePairs }.Train(learned),
        _ => WordVocabulary.FromText(learned.Length == 0 ? text : learned, configuration.Vocabulary ?? DefaultWords) is { Size: > 2 } words
            ? words
            : throw new InputException($"{configuration.Data}: no word stands twice in the part that is learned; a longer text is needed"),
    };

    /// <summary>As JSON, for a checkpoint.</summary>
    public static string Write(ITokenizer vocabulary) => vocabulary switch
    {
        WordVocabulary words => words.ToJson(),
        BytePairTokenizer pairs => pairs.ToJson(),
        _ => ((CharacterVocabulary)vocabulary).ToJson(),
    };

    /// <summary>Reads what <see cref="Write"/> gave.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ITokenizer Read(string json)
    {
        using JsonDocument? document = TryParse(json);
        return Has("words") ? WordVocabulary.FromJson(json) : Has("merges") ? BytePairTokenizer.FromJson(json) : CharacterVocabulary.FromJson(json);

        bool Has(string member) => document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(member, out _);
    }

    /// <summary>What a vocabulary cuts a text into.</summary>
    public static TextTokens KindOf(ITokenizer vocabulary) => vocabulary switch
    {
        WordVocabulary => TextTokens.Words,
        BytePairTokenizer => TextTokens.BytePairs,
        _ => TextTokens.Characters,
    };

    /// <summary>"characters", "words" or "tokens".</summary>
    public static string Unit(TextTokens tokens) => $"{One(tokens)}s";

    /// <summary>"character", "word" or "token".</summary>
    public static string One(TextTokens tokens) => tokens switch { TextTokens.Words => "word", TextTokens.BytePairs => "token", _ => "character" };

    /// <summary>The name of a way to cut a text, as the setting has it.</summary>
    public static string Name(TextTokens tokens) => tokens switch { TextTokens.Words => "words", TextTokens.BytePairs => "bpe", _ => "characters" };

    /// <summary>The first ten parts of a text that a vocabulary lacks, and how many there are beside them.</summary>
    public static string DescribeUnseen(TextTokens tokens, IReadOnlyList<string> unseen)
    {
        const int Shown = 10;
        return tokens == TextTokens.Characters
            ? CharacterName.DescribeSome(unseen)
            : string.Join(", ", unseen.Take(Shown).Select(word => $"'{word}'")) + (unseen.Count > Shown ? $" and {unseen.Count - Shown} more" : "");
    }

    /// <summary>What to say of a prompt that has unknown parts; null where it has none.</summary>
    public static string? PromptRemark(TextTokens tokens, IReadOnlyList<string> unseen, string prompt) => unseen.Count == 0 ? null
        : $"the model has never seen {DescribeUnseen(tokens, unseen)}; it reads "
            + (tokens == TextTokens.Words ? $"an unknown word, {Unknown}, in {(unseen.Count == 1 ? "its" : "their")} place" : $"the {prompt} without");

    /// <summary>How an unknown word is written.</summary>
    public const string Unknown = "<unk>";

    static JsonDocument? TryParse(string json)
    {
        try
        {
            return StrictJson.Parse(json);
        }
        catch (JsonException)
        {
            // The reader of characters says what is wrong.
            return null;
        }
    }
}
