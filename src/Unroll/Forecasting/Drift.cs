namespace Unroll.Forecasting;

/// <summary>The line through the first and the last value: ŷₜ₊ₕ = yₜ + h(yₜ − y₁) / (t − 1). The best forecast of a random walk with drift.</summary>
public sealed class Drift() : Baseline("drift")
{
    /// <inheritdoc/>
    public override int MinimumLength => 2;

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast)
    {
        double last = history[^1], slope = (last - history[0]) / (history.Length - 1);
        for (int step = 0; step < forecast.Length; step++)
            forecast[step] = last + ((step + 1) * slope);
    }
}
