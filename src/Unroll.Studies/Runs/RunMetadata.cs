using System.Globalization;
using Unroll.Persistence;

namespace Unroll.Studies.Runs;

/// <summary>The metadata of a checkpoint: what a model needs to be used without its data.</summary>
/// <param name="path">The checkpoint, for messages.</param>
/// <param name="values">The values by key.</param>
public sealed class RunMetadata(string path, IReadOnlyDictionary<string, string> values)
{
    /// <summary>The checkpoint.</summary>
    public string Path { get; } = path;

    /// <summary>Reads the metadata of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static RunMetadata Read(string path)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return new RunMetadata(path, new Dictionary<string, string>(file.Metadata));
    }

    /// <summary>A value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="what">What it is, for the message: "vocabulary".</param>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Require(string key, string what) => values.TryGetValue(key, out string? value)
        ? value
        : throw new InvalidDataException($"{Path}: the file has no {what}; it is a checkpoint of another task");

    /// <summary>A value that is a number.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is no number.</exception>
    internal long Number(string key) => long.TryParse(Require(key, $"'{key}'"), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new InvalidDataException($"{Path}: '{key}' in the metadata is not a whole number; use another checkpoint");

    /// <summary>A value; null for none.</summary>
    public string? Find(string key) => values.GetValueOrDefault(key);
}
