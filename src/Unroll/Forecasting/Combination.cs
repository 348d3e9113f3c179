namespace Unroll.Forecasting;

/// <summary>The mean of the forecasts of several baselines, with which none of them is far wrong.</summary>
/// <param name="name">What tables call it.</param>
/// <param name="baselines">The baselines, at least one.</param>
public sealed class Combination(string name, params Baseline[] baselines) : Baseline(name)
{
    readonly Baseline[] _baselines = baselines is { Length: > 0 } ? [.. baselines] : throw new ArgumentException("Name at least one.", nameof(baselines));

    /// <inheritdoc/>
    public override int MinimumLength => _baselines.Max(baseline => baseline.MinimumLength);

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast)
    {
        foreach (Baseline baseline in _baselines)
        {
            double[] part = baseline.Forecast(history, forecast.Length);
            for (int step = 0; step < forecast.Length; step++)
                forecast[step] += part[step] / _baselines.Length;
        }
    }
}
