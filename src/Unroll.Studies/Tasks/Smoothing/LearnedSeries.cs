using System.Text.Json;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Smoothing;

/// <summary>The series that a model has learned, in the order of its coefficients, and how many values of each.</summary>
static class LearnedSeries
{
    /// <summary>Where a checkpoint holds them.</summary>
    public const string Key = "unroll.learnedSeries";

    /// <summary>As JSON.</summary>
    public static string Write(IReadOnlyList<KeyValuePair<string, int>> series) => JsonSerializer.Serialize(series);

    /// <summary>From a checkpoint.</summary>
    /// <exception cref="InvalidDataException">It has none.</exception>
    public static IReadOnlyList<KeyValuePair<string, int>> Read(RunMetadata metadata)
    {
        try
        {
            var series = JsonSerializer.Deserialize<KeyValuePair<string, int>[]>(metadata.Require(Key, "series"));
            if (series is { Length: > 0 } && series.All(one => one is { Key: not null, Value: > 0 }))
                return series;
        }
        catch (JsonException)
        {
            // As damaged as one that is read and holds no series.
        }

        throw new InvalidDataException($"{metadata.Path}: '{Key}' in the metadata holds no series; use another checkpoint");
    }
}
