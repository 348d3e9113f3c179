namespace Unroll.Forecasting;

/// <summary>Exponential smoothing fitted on a series.</summary>
/// <param name="Alpha">α: how much of an error goes into the level.</param>
/// <param name="Beta">β: how much of an error goes into the slope, at most α; 0 without a trend. Holt's own β is β/α.</param>
/// <param name="Phi">φ: what remains of the slope after a step; 1 where it is not damped.</param>
/// <param name="Level">The level after the last value.</param>
/// <param name="Slope">The slope after the last value.</param>
/// <param name="MeanSquaredError">The mean squared error of the forecasts of one step within the series, which the fit makes least.</param>
public sealed record SmoothingFit(double Alpha, double Beta, double Phi, double Level, double Slope, double MeanSquaredError)
{
    /// <summary>Forecasts each of the values that come one step ahead, from all before it; α, β and φ stay as fitted.</summary>
    /// <param name="values">The values after those of the fit.</param>
    /// <returns>The forecast of each.</returns>
    public double[] Follow(ReadOnlySpan<double> values)
    {
        double[] forecasts = new double[values.Length];
        double level = Level, slope = Slope;
        for (int i = 0; i < forecasts.Length; i++)
        {
            forecasts[i] = level + (Phi * slope);
            double error = values[i] - forecasts[i];
            (level, slope) = (forecasts[i] + (Alpha * error), (Phi * slope) + (Beta * error));
        }

        return forecasts;
    }
}
