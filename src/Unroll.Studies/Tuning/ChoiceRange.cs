using System.Text.Json;
using Unroll.Randomness;

namespace Unroll.Studies.Tuning;

/// <summary>Values without an order: names, or whatever the setting takes. A value is the place of one of them.</summary>
sealed class ChoiceRange(string setting, IReadOnlyList<JsonElement> values) : SettingRange(setting)
{
    public override long? Count => values.Count;

    public override bool IsNumeric => false;

    internal override double Draw(RandomStream random) => random.NextInt32(values.Count);

    public override JsonElement ToJson(double value) => values[(int)value];

    public override string ToString() => $"{Setting}: {string.Join(", ", values.Select(Text))}";

    public override double? Find(JsonElement json)
    {
        for (int place = 0; place < values.Count; place++)
            if (JsonElement.DeepEquals(values[place], json))
                return place;
        return null;
    }

    internal override SettingKernels Kernels(IReadOnlyList<double> observed, int settings) => new ChoiceKernels(values.Count, observed);

    /// <summary>A value in words.</summary>
    internal static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "none",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "none",
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}
