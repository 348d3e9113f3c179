using System.Globalization;
using System.Text.Json;

namespace Unroll.Studies.Tuning;

/// <summary>One point of the search space that a tuning tries.</summary>
/// <param name="number">Its number, from 1.</param>
/// <param name="settings">The settings that the tuning varies, with their values.</param>
/// <param name="point">The same as numbers, in the order of the ranges.</param>
/// <param name="isRandom">Whether it was drawn at random, and not proposed by the estimator.</param>
public sealed class TuningTrial(int number, IReadOnlyDictionary<string, JsonElement> settings, IReadOnlyList<double> point, bool isRandom)
{
    /// <summary>Its number, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>The settings that the tuning varies, with their values.</summary>
    public IReadOnlyDictionary<string, JsonElement> Settings { get; } = settings;

    /// <summary>The same as numbers, in the order of the ranges.</summary>
    public IReadOnlyList<double> Point { get; } = point;

    /// <summary>Whether it was drawn at random, and not proposed by the estimator.</summary>
    public bool IsRandom { get; } = isRandom;

    /// <summary>The run folder of a training in the folder of the tuning: "trials/7/1".</summary>
    public string Folder(long seed) =>
        Path.Combine("trials", Number.ToString(CultureInfo.InvariantCulture), seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>Its settings in words: "learningRate 0.004, cell gru".</summary>
    public string Description => string.Join(", ", Settings.Select(setting => $"{setting.Key} {ChoiceRange.Text(setting.Value)}"));
}
