using System.IO.Compression;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Forecasts;

/// <summary>A theory on series that need not be at hand: it is skipped where a file of them is not, saying so.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class SeriesTheoryAttribute : TheoryAttribute
{
    public SeriesTheoryAttribute(params string[] names) => Skip = names.FirstOrDefault(name => Find(name) is null) is { } missing
        ? $"the series of {missing} are not at hand: set {DataLocator.Variable} to the folder of the data"
        : null;

    /// <summary>The lines of a file after its header.</summary>
    public static string[] Lines(string name)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Find(name)!), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }

    static string? Find(string name) =>
        DataLocator.FromEnvironment().DataRoot is { } root && Path.Combine(root, "series", $"{name}.csv.gz") is var path && File.Exists(path) ? path : null;
}
