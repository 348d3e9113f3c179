using Unroll.Forecasting.Heads;

namespace Unroll.Forecasting;

/// <summary>The next values of a series, as one value each and, where the head has learned them, with quantiles and intervals.</summary>
public sealed class Forecast
{
    readonly ForecastFrame _frame;
    readonly ForecastHead _head;
    readonly double[] _outputs;
    readonly (double Offset, double Scale)[] _scales;
    readonly int _first;

    /// <param name="series">Whose values they are.</param>
    /// <param name="origin">The first step that is forecast.</param>
    /// <param name="frame">What is forecast.</param>
    /// <param name="head">Reads the numbers.</param>
    /// <param name="outputs">The network's numbers: parameter by parameter, step by step, target by target.</param>
    /// <param name="scales">From these numbers to those of each target.</param>
    internal Forecast(Series series, int origin, ForecastFrame frame, ForecastHead head, ReadOnlySpan<float> outputs, (double Offset, double Scale)[] scales)
    {
        (Series, Origin, _frame, _head, _scales) = (series.Name, origin, frame, head, scales);
        Times = series.Times?.From(origin);
        _outputs = new double[outputs.Length];
        for (int i = 0; i < outputs.Length; i++)
            _outputs[i] = outputs[i];
        _first = frame.Horizon * frame.Targets.Count;
        Filled = Gaps(series, frame, origin);
    }

    /// <summary>The name of the series.</summary>
    public string Series { get; }

    /// <summary>The step of the series that is forecast first: its length, where the forecast goes on from its end.</summary>
    public int Origin { get; }

    /// <summary>The times of the forecast values; null where the series has none.</summary>
    public TimeIndex? Times { get; }

    /// <summary>How many values of each target are forecast.</summary>
    public int Horizon => _frame.Horizon;

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
    /// <exception cref="NotSupportedException">The head has learned no such quantile.</exception>
    /// <exception cref="ArgumentException">The column is not forecast, or the probability is none.</exception>
    public double[] Quantile(double probability, string? target = null)
    {
        if (!(probability is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability above 0 and below 1 is expected.");
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

    static OrderedDictionary<string, int> Gaps(Series series, ForecastFrame frame, int origin)
    {
        var gaps = new OrderedDictionary<string, int>();
        foreach (string column in frame.Columns)
            if (series[column][(origin - frame.Window)..(origin + frame.Ahead(column))].Count(double.NaN) is > 0 and var count)
                gaps.Add(column, count);
        return gaps;
    }

    double[] Read(string? target, OutputReader read)
    {
        int place = target is null ? 0 : _frame.Targets.ToList().IndexOf(target);
        if (place < 0)
            throw new ArgumentException($"The column '{target}' is not forecast; forecast are {string.Join(", ", _frame.Targets)}.", nameof(target));
        double[] values = new double[Horizon];
        Span<double> outputs = new double[_head.Parameters];
        for (int step = 0; step < Horizon; step++)
        {
            for (int parameter = 0; parameter < outputs.Length; parameter++)
                outputs[parameter] = _outputs[(parameter * _first) + (step * _frame.Targets.Count) + place];
            values[step] = (read(outputs) * _scales[place].Scale) + _scales[place].Offset;
        }

        return values;
    }

    delegate double OutputReader(ReadOnlySpan<double> outputs);
}
