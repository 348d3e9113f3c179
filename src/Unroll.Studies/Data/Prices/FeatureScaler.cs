using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Naming;

namespace Unroll.Studies.Data.Prices;

/// <summary>
/// Scales features one by one, (x − offset) / scale, with numbers that come from the training part alone; they are stored with the model. A feature that never
/// changes has scale 1. Later days may leave the range: nothing is cut off.
/// </summary>
/// <param name="Kind">How the numbers were found.</param>
/// <param name="Features">The names of the features.</param>
/// <param name="Offsets">Smallest value or mean, one a feature.</param>
/// <param name="Scales">Range or standard deviation, one a feature; not 0.</param>
/// <param name="Least">The smallest value of the training part, one a feature.</param>
/// <param name="Most">The largest value of the training part, one a feature.</param>
public sealed record FeatureScaler(ScalerKind Kind, IReadOnlyList<string> Features, IReadOnlyList<double> Offsets, IReadOnlyList<double> Scales,
    IReadOnlyList<double> Least, IReadOnlyList<double> Most)
{
    /// <summary>Finds the numbers.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="features">The names of the features.</param>
    /// <param name="values">The training part, [day, feature].</param>
    /// <exception cref="ArgumentException">The values are no whole number of days, or none.</exception>
    public static FeatureScaler Fit(ScalerKind kind, IReadOnlyList<string> features, ReadOnlySpan<double> values)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (values.IsEmpty || values.Length % features.Count != 0)
            throw new ArgumentException($"{values.Length} values are no days of {features.Count} features; at least one whole day is needed.", nameof(values));
        double[] offsets = new double[features.Count], scales = new double[features.Count];
        double[] least = new double[features.Count], most = new double[features.Count];
        for (int feature = 0; feature < features.Count; feature++)
        {
            (least[feature], most[feature]) = Ends(values, feature, features.Count);
            (double offset, double scale) = kind == ScalerKind.MinMax
                ? (least[feature], most[feature] - least[feature])
                : Spread(values, feature, features.Count, least[feature], most[feature]);
            (offsets[feature], scales[feature]) = (offset, scale > 0 ? scale : 1);
        }

        return new FeatureScaler(kind, features, offsets, scales, least, most);
    }

    /// <summary>The shares of the features, which are called "AAPL open", in their order.</summary>
    internal static IReadOnlyList<string> SharesOf(IEnumerable<string> features) =>
        [.. features.Select(feature => feature[..feature.LastIndexOf(' ')]).Distinct()];

    /// <summary>The numbers as JSON, as checkpoints carry them.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FeatureScalerJson.Default.FeatureScaler);

    /// <summary>Reads what <see cref="ToJson"/> wrote; null where the text is something else.</summary>
    public static FeatureScaler? FromJson(string json)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(json);
            return document.RootElement.Deserialize(FeatureScalerJson.Default.FeatureScaler) is
            { Features.Count: var count and > 0, Offsets.Count: var offsets, Scales.Count: var scales, Least.Count: var least, Most.Count: var most } scaler
                && (offsets, scales, least, most) == (count, count, count, count) && !scaler.Features.Contains(null!) && !scaler.Scales.Contains(0)
                && Enum.IsDefined(scaler.Kind)
                ? scaler
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A value of a feature as the model sees it.</summary>
    public double Scale(double value, int feature) => (value - Offsets[feature]) / Scales[feature];

    /// <summary>A value of the model in the feature's own unit: dollars a share.</summary>
    public double Restore(double scaled, int feature) => (scaled * Scales[feature]) + Offsets[feature];

    /// <summary>Scales a table.</summary>
    /// <param name="values">[day, feature].</param>
    /// <returns>The same layout.</returns>
    public float[] Scale(ReadOnlySpan<double> values)
    {
        float[] scaled = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
            scaled[i] = (float)Scale(values[i], i % Features.Count);
        return scaled;
    }

    /// <summary>A remark on values that lie outside those of the training, where a model can only guess; null where none does.</summary>
    /// <param name="name">Whose values they are.</param>
    /// <param name="values">The values, in the feature's own unit.</param>
    /// <param name="what">What they are called: "closes of the test".</param>
    /// <param name="feature">The feature.</param>
    public string? DescribeOutside(string name, IReadOnlyList<double> values, string what, int feature)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new LearnedRange(Least[feature], Most[feature]).DescribeOutside(name, values, what);
    }

    /// <summary>Demands the features that the numbers belong to.</summary>
    /// <exception cref="InputException">The prices are of other shares, or in another order.</exception>
    public void Require(AlignedPrices prices)
    {
        ArgumentNullException.ThrowIfNull(prices);
        if (!Features.SequenceEqual(prices.Features))
            throw new InputException(
                $"the model was trained on {Text(Features)}; the files give {Text(prices.Features)}: name files of the same shares in the same order");
    }

    /// <summary>The last days of prices, scaled: what the day after them is predicted from.</summary>
    /// <param name="prices">The shares.</param>
    /// <param name="window">How many days.</param>
    /// <returns>[time, feature].</returns>
    /// <exception cref="InputException">The prices are of other shares, or too few.</exception>
    public float[] LastWindow(AlignedPrices prices, int window)
    {
        Require(prices);
        return prices.Dates.Count >= window
            ? Scale(prices.Values[^(window * Features.Count)..])
            : throw new InputException($"{prices.Description}: {prices.Dates.Count} days are too few: a window has {window}");
    }

    static string Text(IEnumerable<string> features) => string.Join(", ", SharesOf(features));

    static (double Least, double Most) Ends(ReadOnlySpan<double> values, int feature, int stride)
    {
        double least = values[feature], most = least;
        for (int i = feature; i < values.Length; i += stride)
            (least, most) = (Math.Min(least, values[i]), Math.Max(most, values[i]));
        return (least, most);
    }

    static (double Mean, double Deviation) Spread(ReadOnlySpan<double> values, int feature, int stride, double least, double most)
    {
        // The mean of n equal values can miss them by a rounding error, which is no spread.
        if (most == least)
            return (least, 0);
        int count = values.Length / stride;
        double sum = 0, squares = 0;
        for (int i = feature; i < values.Length; i += stride)
            sum += values[i];
        double mean = sum / count;
        for (int i = feature; i < values.Length; i += stride)
            squares += (values[i] - mean) * (values[i] - mean);
        return (mean, Math.Sqrt(squares / count));
    }
}

[JsonSerializable(typeof(FeatureScaler))]
sealed partial class FeatureScalerJson : JsonSerializerContext;
