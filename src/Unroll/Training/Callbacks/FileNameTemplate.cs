using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Training.Callbacks;

/// <summary>
/// File names with figures in them, as Keras' ModelCheckpoint takes them: <c>weights-improvement-{epoch:02d}-{loss:.4f}</c>. Formats are Python's
/// for d, f and e, with a width that is filled with spaces, or with zeros when it begins with one.
/// </summary>
static partial class FileNameTemplate
{
    /// <param name="template">The name.</param>
    /// <param name="values">What can stand in braces.</param>
    /// <exception cref="ArgumentException">A name that the values do not have, or an unknown format.</exception>
    public static string Fill(string template, IReadOnlyDictionary<string, double> values) => Field().Replace(template, match =>
    {
        string name = match.Groups["name"].Value, format = match.Groups["format"].Value;
        return values.TryGetValue(name, out double value)
            ? Format(value, format) ?? throw new ArgumentException(
                $"The file name '{template}' has the format ':{format}' for {name}; known are, for example, :02d, :.4f and :.2e.", nameof(template))
            : throw new ArgumentException($"The file name '{template}' asks for '{name}'; there are: {string.Join(", ", values.Keys)}.", nameof(template));
    });

    static string? Format(double value, string format)
    {
        Match match = Pattern().Match(format);
        if (!match.Success || (match.Groups["type"].Value == "d" && (match.Groups["places"].Success || value != Math.Truncate(value))))
            return null;
        string places = match.Groups["places"].Success ? match.Groups["places"].Value : "6";
        string text = match.Groups["type"].Value switch
        {
            "d" => value.ToString("F0", CultureInfo.InvariantCulture),
            "f" => value.ToString("F" + places, CultureInfo.InvariantCulture),
            "e" => value.ToString("0." + new string('0', int.Parse(places, CultureInfo.InvariantCulture)) + "e+00", CultureInfo.InvariantCulture),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };
        int width = match.Groups["width"].Length > 0 ? int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) : 0;
        if (!match.Groups["zero"].Success)
            return text.PadLeft(width);
        return text.StartsWith('-') ? "-" + text[1..].PadLeft(width - 1, '0') : text.PadLeft(width, '0');
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>[^}]*))?\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<zero>0)?(?<width>\d{0,2})((\.(?<places>\d{1,2}))?(?<type>[dfe]))?$")]
    private static partial Regex Pattern();
}
