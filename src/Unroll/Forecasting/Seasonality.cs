using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>Whether a series has a season, and what it looks like, by the rules of the M4 competition.</summary>
public static class Seasonality
{
    /// <summary>The normal quantile of a two-sided 90 %.</summary>
    const double Critical = 1.645;

    const int LeastSeasons = 3;

    /// <summary>
    /// The competition's test at 90 %: the autocorrelation r at a lag of one season of m values is significant where |rₘ| &gt; 1.645 √((1 + 2 Σ rₖ²) / n), with
    /// the sum over k &lt; m (Bartlett's formula).
    /// </summary>
    /// <param name="series">The n values.</param>
    /// <param name="season">The values of a season, m.</param>
    /// <returns>False also for a season of 1, for fewer than three seasons, and for values that are all equal.</returns>
    public static bool IsSeasonal(ReadOnlySpan<double> series, int season)
    {
        SeriesCheck.Finite(series, nameof(series));
        Argument.AtLeast(1, season);
        if (season == 1 || series.Length < (long)LeastSeasons * season)
            return false;
        double[] deviations = new double[series.Length];
        double sum = 0, squares = 0, correlations = 0;
        foreach (double value in series)
            sum += value;
        for (int i = 0; i < series.Length; i++)
        {
            deviations[i] = series[i] - (sum / series.Length);
            squares += deviations[i] * deviations[i];
        }

        if (squares == 0)
            return false;
        for (int lag = 1; lag < season; lag++)
        {
            double correlation = Products(deviations, lag) / squares;
            correlations += correlation * correlation;
        }

        return Math.Abs(Products(deviations, season) / squares) > Critical * Math.Sqrt((1 + (2 * correlations)) / series.Length);
    }

    /// <summary>
    /// The seasonal indices of classical multiplicative decomposition: the ratios of the values to their centred moving average over a season, averaged for
    /// each place of the season and divided by their mean.
    /// </summary>
    /// <param name="series">Values above 0, at least two seasons.</param>
    /// <param name="season">The values of a season, at least 2.</param>
    /// <returns>An index for each place of the season, that of the first value first; their mean is 1.</returns>
    /// <exception cref="ArgumentException">There are fewer than two seasons, or a value is not above 0.</exception>
    public static double[] MultiplicativeIndices(ReadOnlySpan<double> series, int season)
    {
        SeriesCheck.Finite(series, nameof(series));
        Argument.AtLeast(2, season);
        if (series.Length < 2L * season)
            throw new ArgumentException($"series has {series.Length} values; at least two seasons of {season} are expected.", nameof(series));
        SeriesCheck.Positive(series, nameof(series), "multiplicative seasonality");
        double[] indices = new double[season];
        int[] counts = new int[season];
        int half = season / 2;
        for (int centre = half; centre < series.Length - half; centre++)
        {
            indices[centre % season] += series[centre] / CentredAverage(series.Slice(centre - half, (2 * half) + 1), season);
            counts[centre % season]++;
        }

        double sum = 0;
        for (int place = 0; place < season; place++)
            sum += indices[place] /= counts[place];
        for (int place = 0; place < season; place++)
            indices[place] *= season / sum;
        return indices;
    }

    /// <summary>
    /// The average over a season around the middle of a window; of an even season the two values at the ends, which are the same place of it, count half.
    /// </summary>
    static double CentredAverage(ReadOnlySpan<double> window, int season)
    {
        double sum = 0, ends = season % 2 == 0 ? (window[0] + window[^1]) / 2 : window[0] + window[^1];
        foreach (double value in window[1..^1])
            sum += value;
        return (sum + ends) / season;
    }

    static double Products(double[] deviations, int lag)
    {
        double sum = 0;
        for (int i = lag; i < deviations.Length; i++)
            sum += deviations[i] * deviations[i - lag];
        return sum;
    }
}
