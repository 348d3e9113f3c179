using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// Another baseline on the series without its season, as the M4 competition had its benchmarks: where <see cref="Seasonality.IsSeasonal"/> finds a season, the
/// values are divided by <see cref="Seasonality.MultiplicativeIndices"/> and the forecasts multiplied by them; where not, nothing changes. A series of fewer
/// than three seasons counts as not seasonal.
/// </summary>
public sealed class Deseasonalized : Baseline
{
    readonly Baseline _baseline;
    readonly int _season;

    /// <summary>A baseline on deseasonalized series.</summary>
    /// <param name="baseline">What continues the deseasonalized series.</param>
    /// <param name="season">The values of a season; 1 for none. With more than 1 the values of a seasonal series must be above 0.</param>
    /// <param name="name">What tables call it; null for the name of <paramref name="baseline"/>.</param>
    public Deseasonalized(Baseline baseline, int season, string? name = null)
        : base(name ?? NameOf(baseline)) => (_baseline, _season) = (baseline, Argument.AtLeast(1, season));

    /// <inheritdoc/>
    public override int MinimumLength => _baseline.MinimumLength;

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast)
    {
        if (!Seasonality.IsSeasonal(history, _season))
        {
            _baseline.Forecast(history, forecast.Length).CopyTo(forecast);
            return;
        }

        SeriesCheck.Positive(history, nameof(history), $"{Name} with its multiplicative season");
        double[] indices = Seasonality.MultiplicativeIndices(history, _season), adjusted = new double[history.Length];
        for (int i = 0; i < adjusted.Length; i++)
            adjusted[i] = history[i] / indices[i % _season];
        _baseline.Forecast(adjusted, forecast.Length).CopyTo(forecast);
        for (int step = 0; step < forecast.Length; step++)
            forecast[step] *= indices[(history.Length + step) % _season];
    }

    static string NameOf(Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return baseline.Name;
    }
}
