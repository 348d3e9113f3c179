using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Studies.Settings;

/// <summary>A value or null.</summary>
sealed class OptionalKind<T>(SettingKind<T> kind, bool zeroIsNone) : SettingKind<T?> where T : struct
{
    public override string Expected => kind.Expected + " or null";

    public override string Placeholder => kind.Placeholder;

    public override bool TryRead(JsonElement value, out T? read)
    {
        read = null;
        if (value.ValueKind == JsonValueKind.Null)
            return true;
        if (!kind.TryRead(value, out T there))
            return false;
        read = there;
        return true;
    }

    public override bool TryParse(IReadOnlyList<string> words, out T? parsed)
    {
        parsed = null;
        if (!kind.TryParse(words, out T there))
            return false;
        parsed = zeroIsNone && EqualityComparer<T>.Default.Equals(there, default) ? null : there;
        return true;
    }

    public override string Unparsed(string word) => kind.Unparsed(word);

    public override JsonNode? Write(T? value) => value is { } there ? kind.Write(there) : null;

    public override string Show(T? value) => value is { } there ? kind.Show(there) : "none";

    public override string? Mistake(T? value) => value is { } there ? kind.Mistake(there) : null;
}

/// <summary>true or false; on the command line the name alone is true.</summary>
sealed class FlagKind : SettingKind<bool>
{
    public override string Expected => "true or false";

    public override string Placeholder => "";

    public override bool TryRead(JsonElement value, out bool read)
    {
        read = value.ValueKind == JsonValueKind.True;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False;
    }

    public override bool TryParse(IReadOnlyList<string> words, out bool parsed)
    {
        parsed = true;
        return words.Count == 0 || bool.TryParse(words[^1], out parsed);
    }

    public override JsonNode? Write(bool value) => value;

    public override string Show(bool value) => value ? "true" : "false";
}
