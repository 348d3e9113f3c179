namespace Unroll.Forecasting;

/// <summary>The last value, again and again: ŷₜ₊ₕ = yₜ. The best forecast of a random walk.</summary>
public sealed class Naive() : Baseline("naive")
{
    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast) => forecast.Fill(history[^1]);
}
