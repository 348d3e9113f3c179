using System.Text.Json.Nodes;
using Unroll.Losses;

namespace Unroll.Forecasting.Heads;

/// <summary>
/// What a forecaster says of each value to come: the value alone, quantiles, or a distribution. The head has the loss that teaches it to the network, and reads
/// the network's numbers afterwards. One of your own derives from this class, and is given to <see cref="Forecaster.Load"/>.
/// </summary>
public abstract class ForecastHead
{
    /// <summary>The name in files.</summary>
    public abstract string Name { get; }

    /// <summary>Numbers that the network gives for one value.</summary>
    public abstract int Parameters { get; }

    /// <summary>What training minimizes.</summary>
    public abstract Loss Loss { get; }

    /// <summary>Whether values are learned as they are, such as counts, and not scaled.</summary>
    public virtual bool ReadsRawValues => false;

    /// <summary>Whether it gives every quantile, and with them a distribution that values can be drawn from.</summary>
    public virtual bool HasDistribution => false;

    /// <summary>The forecast as one value: the mean, or the median where the head learns that.</summary>
    /// <param name="outputs">The numbers that the network gives for it.</param>
    public abstract double Value(ReadOnlySpan<double> outputs);

    /// <summary>The number below which the value lies with a probability.</summary>
    /// <param name="outputs">The numbers that the network gives for it.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <exception cref="NotSupportedException">The head says nothing of it.</exception>
    public abstract double Quantile(ReadOnlySpan<double> outputs, double probability);

    /// <summary>Refuses values that the head cannot learn.</summary>
    /// <exception cref="ArgumentException">A value of the column is none of those that the head is made for.</exception>
    internal virtual void Check(Series series, string column)
    {
    }

    /// <summary>Writes the options that a file keeps.</summary>
    internal virtual void WriteOptions(JsonObject options)
    {
    }

    /// <summary>The head for the targets of some series.</summary>
    internal ForecastHead ForSeries(ForecastFrame frame, IReadOnlyList<Series> learned) =>
        ForMean(learned.SelectMany(series => frame.Targets.SelectMany(target => series.Values(target))).Where(value => !double.IsNaN(value)).Average());

    /// <summary>A head for values of a mean, where it depends on them.</summary>
    private protected virtual ForecastHead ForMean(double mean) => this;
}
