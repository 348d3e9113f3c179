using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Studies.Settings;

/// <summary>A text.</summary>
sealed class TextKind(string placeholder, Func<string, string?> mistake, bool mayBeEmpty = false) : SettingKind<string>
{
    public override string Expected => "a text";

    public override string Placeholder => placeholder;

    public override bool TryRead(JsonElement value, [MaybeNullWhen(false)] out string read) => TryReadText(value, out read);

    public override bool TryParse(IReadOnlyList<string> words, [MaybeNullWhen(false)] out string parsed) => (parsed = words[^1]) is not null;

    public override JsonNode? Write(string value) => value;

    public override string Show(string value) => value.Length == 0 ? "none" : value;

    public override string? Mistake(string value) => value.Length == 0 && !mayBeEmpty ? "it is empty" : mistake(value);

    internal static bool TryReadText(JsonElement value, [MaybeNullWhen(false)] out string read)
    {
        read = null;
        if (value.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            return (read = value.GetString()) is not null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text.
            return false;
        }
    }
}

/// <summary>A list of texts.</summary>
/// <param name="placeholder">What stands for one in the help.</param>
/// <param name="separator">What may stand between several in one word of the command line; null for nothing.</param>
sealed class TextsKind(string placeholder, char? separator = null) : SettingKind<IReadOnlyList<string>>
{
    public override string Expected => "a list of texts";

    public override string Placeholder => placeholder;

    public override bool TakesSeveral => true;

    public override bool TryRead(JsonElement value, [MaybeNullWhen(false)] out IReadOnlyList<string> read)
    {
        read = null;
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        string?[] texts = [.. value.EnumerateArray().Select(item => TextKind.TryReadText(item, out string? text) ? text : null)];
        if (texts.Contains(null))
            return false;
        read = texts!;
        return true;
    }

    public override bool TryParse(IReadOnlyList<string> words, [MaybeNullWhen(false)] out IReadOnlyList<string> parsed) =>
        (parsed = separator is not { } between ? words
            : [.. words.SelectMany(word => word.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]) is not null;

    public override JsonNode? Write(IReadOnlyList<string> value) => new JsonArray([.. value.Select(text => (JsonNode)text)]);

    public override string Show(IReadOnlyList<string> value) => value.Count == 0 ? "none" : string.Join(' ', value);
}
