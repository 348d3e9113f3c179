using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Losses;

namespace Unroll.Forecasting.Heads;

/// <summary>
/// Quantiles, learned by the pinball loss. Those between two learned ones lie on the line between them; learned ones that cross are put in order
/// (Chernozhukov, Fernández-Val and Galichon, 2010).
/// </summary>
/// <param name="quantiles">Above 0 and below 1, in rising order; none for 0.1, 0.5 and 0.9.</param>
/// <exception cref="ArgumentException">A quantile is not above 0 and below 1, or not above the one before it.</exception>
public sealed class QuantileHead(params float[] quantiles) : ForecastHead
{
    const double Near = 1e-6;

    readonly QuantileLoss _loss = new(quantiles is { Length: > 0 } ? quantiles : [0.1f, 0.5f, 0.9f]);

    /// <summary>The learned quantiles, in rising order.</summary>
    public IReadOnlyList<float> Quantiles => _loss.Quantiles;

    /// <inheritdoc/>
    public override string Name => "quantiles";

    /// <inheritdoc/>
    public override int Parameters => Quantiles.Count;

    /// <inheritdoc/>
    public override Loss Loss => _loss;

    /// <summary>The ends of the interval that holds the value with a probability, (1 − p)/2 and (1 + p)/2, with the median between them.</summary>
    /// <param name="coverage">The probability p, above 0 and below 1.</param>
    public static QuantileHead OfInterval(double coverage) => coverage is > 0 and < 1
        ? new QuantileHead((float)((1 - coverage) / 2), 0.5f, (float)((1 + coverage) / 2))
        : throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A probability above 0 and below 1 is expected.");

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<double> outputs)
    {
        double least = Quantiles[0], most = Quantiles[^1];
        return Quantile(outputs, Math.Clamp(0.5, least, most));
    }

    /// <inheritdoc/>
    public override double Quantile(ReadOnlySpan<double> outputs, double probability)
    {
        Span<double> ordered = stackalloc double[outputs.Length];
        outputs.CopyTo(ordered);
        ordered.Sort();
        int above = 0;
        while (above < Quantiles.Count && Quantiles[above] < probability - Near)
            above++;
        if (above < Quantiles.Count && Math.Abs(Quantiles[above] - probability) <= Near)
            return ordered[above];
        if (above == 0 || above == Quantiles.Count)
            throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture,
                $"The quantile {probability:0.######} lies outside those that were learned, {Quantiles[0]} to {Quantiles[^1]}."));
        double share = (probability - Quantiles[above - 1]) / (Quantiles[above] - Quantiles[above - 1]);
        return ordered[above - 1] + (share * (ordered[above] - ordered[above - 1]));
    }

    internal override void WriteOptions(JsonObject options) =>
        options["quantiles"] = new JsonArray([.. Quantiles.Select(quantile => (JsonNode)(double)quantile)]);
}
