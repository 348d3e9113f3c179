using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Studies.Settings;

/// <summary>A list of numbers.</summary>
sealed class NumbersKind<T>(Func<IReadOnlyList<T>, string?> mistake) : SettingKind<IReadOnlyList<T>>
    where T : struct, INumber<T>
{
    static readonly NumberKind<T> s_one = new(_ => null);

    public override string Expected => "a list of numbers";

    public override string Placeholder => "N,N";

    public override bool TakesSeveral => true;

    public override string Unparsed(string word) => "numbers such as 0.1,0.9 are expected";

    public override bool TryRead(JsonElement value, [MaybeNullWhen(false)] out IReadOnlyList<T> read)
    {
        read = null;
        if (value.ValueKind != JsonValueKind.Array)
            return false;
        var numbers = new List<T>();
        foreach (JsonElement item in value.EnumerateArray())
        {
            if (!s_one.TryRead(item, out T number))
                return false;
            numbers.Add(number);
        }

        read = numbers;
        return true;
    }

    public override bool TryParse(IReadOnlyList<string> words, [MaybeNullWhen(false)] out IReadOnlyList<T> parsed)
    {
        parsed = null;
        var numbers = new List<T>();
        foreach (string word in words.SelectMany(word => word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (!s_one.TryParse([word], out T number))
                return false;
            numbers.Add(number);
        }

        parsed = numbers;
        return true;
    }

    public override JsonNode? Write(IReadOnlyList<T> value) => new JsonArray([.. value.Select(s_one.Write)]);

    public override string Show(IReadOnlyList<T> value) =>
        value.Count == 0 ? "none" : string.Join(',', value.Select(number => number.ToString(null, CultureInfo.InvariantCulture)));

    public override string? Mistake(IReadOnlyList<T> value) => mistake(value);
}
