using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Training.Callbacks;

/// <summary>File names with figures in them, as Keras' ModelCheckpoint takes them: <c>weights-improvement-{epoch:02d}-{loss:.4f}</c>.</summary>
static partial class FileNameTemplate
{
    /// <exception cref="ArgumentException">A name that the epoch does not have, or a format that is not 0Nd or .Nf.</exception>
    public static string Fill(string template, EpochLog epoch) => Field().Replace(template, match =>
    {
        string name = match.Groups["name"].Value, format = match.Groups["format"].Value;
        double value = name == "epoch" ? epoch.Epoch
            : epoch.Values.TryGetValue(name, out double figure) ? figure
            : throw new ArgumentException($"The file name '{template}' asks for '{name}'; there are: epoch, {string.Join(", ", epoch.Values.Keys)}.");
        return Format(value, format, template);
    });

    static string Format(double value, string format, string template) => format switch
    {
        "" => value.ToString(CultureInfo.InvariantCulture),
        [.. var digits, 'd'] when int.TryParse(digits, out int width) => ((long)value).ToString("D" + width, CultureInfo.InvariantCulture),
        ['.', .. var digits, 'f'] when int.TryParse(digits, out int places) => value.ToString("F" + places, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"The file name '{template}' has the format ':{format}'; known are :02d and :.4f."),
    };

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>[^}]*))?\}")]
    private static partial Regex Field();
}
