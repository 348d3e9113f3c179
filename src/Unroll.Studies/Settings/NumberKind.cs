using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Studies.Settings;

/// <summary>A number, written with a point wherever the user is. Infinity and NaN are no values: JSON has none.</summary>
sealed class NumberKind<T>(Func<T, string?> mistake) : SettingKind<T> where T : struct, INumber<T>
{
    static readonly bool s_isWhole = T.One / (T.One + T.One) == T.Zero;

    public override string Expected => s_isWhole ? "a whole number" : "a number";

    public override string Placeholder => "N";

    public override bool TryRead(JsonElement value, out T read)
    {
        read = default;
        return value.ValueKind == JsonValueKind.Number && TryParse(value.GetRawText(), out read);
    }

    public override bool TryParse(IReadOnlyList<string> words, out T parsed) => TryParse(words[^1], out parsed);

    public override string Unparsed(string word) => s_isWhole ? "a whole number is expected" : "a number such as 0.1 is expected";

    // "R": the shortest text that gives the same bits.
    public override JsonNode? Write(T value) => JsonNode.Parse(value.ToString("R", CultureInfo.InvariantCulture));

    public override string Show(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override string? Mistake(T value) => T.IsFinite(value) ? mistake(value) : "a number such as 0.1 is expected";

    static bool TryParse(string text, out T parsed) => T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out parsed) && T.IsFinite(parsed);
}
