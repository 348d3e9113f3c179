using Unroll.Forecasting.Heads;

namespace Unroll.Forecasting;

/// <summary>The next values of a series, as one value each and, where the head has learned them, with quantiles and intervals.</summary>
public sealed class Forecast
{
    readonly ForecastFrame _frame;
    readonly ForecastHead _head;
    readonly ForecastChunk[] _chunks;

    /// <param name="series">Whose values they are.</param>
    /// <param name="origin">The first step that is forecast.</param>
    /// <param name="horizon">How many steps.</param>
    /// <param name="frame">What is forecast.</param>
    /// <param name="head">Reads the numbers.</param>
    /// <param name="chunks">What the network gave, one after another.</param>
    internal Forecast(Series series, int origin, int horizon, ForecastFrame frame, ForecastHead head, ForecastChunk[] chunks)
    {
        (Series, Origin, Horizon, Times) = (series.Name, origin, horizon, series.Times?.From(origin));
        (_frame, _head, _chunks) = (frame, head, chunks);
        Filled = Gaps(series, frame, origin, horizon);
    }

    /// <summary>The name of the series.</summary>
    public string Series { get; }

    /// <summary>The step of the series that is forecast first: its length, where the forecast goes on from its end.</summary>
    public int Origin { get; }

    /// <summary>The times of the forecast values; null where the series has none.</summary>
    public TimeIndex? Times { get; }

    /// <summary>How many values of each target are forecast.</summary>
    public int Horizon { get; }

    /// <summary>
    /// How many values of each column were missing in what the forecast was made from, the window and, of known columns, the horizon: each was filled with the
    /// last one before it. A column without gaps is not among them.
    /// </summary>
    public IReadOnlyDictionary<string, int> Filled { get; }

    /// <summary>The forecast of each step.</summary>
    /// <param name="target">The column; null for the first target.</param>
    /// <exception cref="ArgumentException">The column is not forecast.</exception>
    public double[] Values(string? target = null) => Read(target, _head.Value);

    /// <summary>The number below which each value lies with a probability.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="target">The column; null for the first target.</param>
    /// <exception cref="NotSupportedException">
    /// The head has learned no such quantile, or the forecast is recursive: later values depend on earlier ones, which are not what was forecast.
    /// </exception>
    /// <exception cref="ArgumentException">The column is not forecast, or the probability is none.</exception>
    public double[] Quantile(double probability, string? target = null)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability above 0 and below 1 is expected.");
        if (_chunks.Length > 1)
            throw new NotSupportedException($"The forecast of {Horizon} values is made of {_chunks.Length}, of {_frame.Horizon} values each, the later ones "
                + $"from the earlier: it has no quantiles. Forecast at most {_frame.Horizon} values, fit with a longer horizon, or draw paths "
                + $"({nameof(Forecaster)}.{nameof(Forecaster.SamplePaths)}) from a distribution.");
        return Read(target, outputs => _head.Quantile(outputs, probability));
    }

    /// <summary>The ends of the interval that holds each value with a probability.</summary>
    /// <param name="coverage">The probability: 0.95 for the quantiles 0.025 and 0.975.</param>
    /// <param name="target">The column; null for the first target.</param>
    /// <inheritdoc cref="Quantile" path="/exception"/>
    public (double[] Lower, double[] Upper) Interval(double coverage, string? target = null) => coverage is > 0 and < 1
        ? (Quantile((1 - coverage) / 2, target), Quantile((1 + coverage) / 2, target))
        : throw new ArgumentOutOfRangeException(nameof(coverage), coverage, "A probability above 0 and below 1 is expected.");

    /// <summary>"load: 24 values from 2024-05-01 00:00".</summary>
    public override string ToString() => Times is { } times
        ? FormattableString.Invariant($"{Series}: {Horizon} values from {times.Start:yyyy-MM-dd HH:mm}") : $"{Series}: {Horizon} values";

    static OrderedDictionary<string, int> Gaps(Series series, ForecastFrame frame, int origin, int horizon)
    {
        var gaps = new OrderedDictionary<string, int>();
        foreach (string column in frame.Columns)
            if (series[column][(origin - frame.Window)..(origin + (frame.Known.Contains(column) ? horizon : 0))].Count(double.NaN) is > 0 and var count)
                gaps.Add(column, count);
        return gaps;
    }

    double[] Read(string? target, ForecastChunk.Reader read)
    {
        int place = target is null ? 0 : _frame.Targets.ToList().IndexOf(target);
        return place >= 0
            ? [.. _chunks.SelectMany(chunk => chunk.Read(place, read)).Take(Horizon)]
            : throw new ArgumentException($"The column '{target}' is not forecast; forecast are {string.Join(", ", _frame.Targets)}.", nameof(target));
    }
}
