using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>The last season, again and again: ŷₜ₊ₕ is the last value at the same place of the season.</summary>
/// <param name="season">The values of a season, such as 24 of hourly values that repeat daily; with 1 it is <see cref="Naive"/>.</param>
public sealed class SeasonalNaive(int season) : Baseline("seasonal naive")
{
    readonly int _season = Argument.AtLeast(1, season);

    /// <inheritdoc/>
    public override int MinimumLength => _season;

    /// <inheritdoc/>
    protected override void Continue(ReadOnlySpan<double> history, Span<double> forecast)
    {
        ReadOnlySpan<double> last = history[^_season..];
        for (int step = 0; step < forecast.Length; step++)
            forecast[step] = last[step % _season];
    }
}
