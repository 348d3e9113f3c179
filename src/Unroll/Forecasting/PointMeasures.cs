using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// How far forecasts ŷ lie from the values y that came: one number over all n pairs. Every measure refuses empty inputs, unequal lengths and values that are
/// not finite with an <see cref="ArgumentException"/>.
/// </summary>
public static class PointMeasures
{
    /// <summary>The mean absolute error, (1/n) Σ|y − ŷ|, in the unit of the values.</summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="forecast">The forecasts of them.</param>
    public static double Mae(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        SeriesCheck.Pair(actual, forecast, nameof(forecast));
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
            sum += Math.Abs(forecast[i] - actual[i]);
        return sum / actual.Length;
    }

    /// <summary>The root of the mean squared error, √((1/n) Σ(y − ŷ)²), in the unit of the values.</summary>
    /// <inheritdoc cref="Mae" path="/param"/>
    public static double Rmse(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        SeriesCheck.Pair(actual, forecast, nameof(forecast));
        return Math.Sqrt(SquaredErrors(actual, forecast) / actual.Length);
    }

    /// <summary>The mean absolute percentage error, (100/n) Σ|y − ŷ| / |y|, in per cent.</summary>
    /// <inheritdoc cref="Mae" path="/param"/>
    /// <exception cref="ArgumentException">A value that came is 0: there is no percentage of it.</exception>
    public static double Mape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        SeriesCheck.Pair(actual, forecast, nameof(forecast));
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] == 0)
                throw new ArgumentException($"actual[{i}] is 0, of which there is no percentage; use Smape or Mase.", nameof(actual));
            sum += Math.Abs(forecast[i] - actual[i]) / Math.Abs(actual[i]);
        }

        return 100 * sum / actual.Length;
    }

    /// <summary>
    /// The symmetric mean absolute percentage error of the M4 competition, (200/n) Σ|y − ŷ| / (|y| + |ŷ|), in per cent from 0 to 200. A pair of zeros counts 0.
    /// </summary>
    /// <inheritdoc cref="Mae" path="/param"/>
    public static double Smape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        SeriesCheck.Pair(actual, forecast, nameof(forecast));
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double size = Math.Abs(actual[i]) + Math.Abs(forecast[i]);
            sum += size > 0 ? Math.Abs(forecast[i] - actual[i]) / size : 0;
        }

        return 200 * sum / actual.Length;
    }

    /// <summary>
    /// The mean absolute scaled error (Hyndman and Koehler, 2006): <see cref="Mae"/> / <see cref="SeasonalScale"/>. Below 1 the forecast errs less than the
    /// seasonal naive one did a season ahead within the training part.
    /// </summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="forecast">The forecasts of them.</param>
    /// <param name="training">The values before them.</param>
    /// <param name="season">The values of a season, m; 1 for none.</param>
    /// <exception cref="ArgumentException">The training part has no more than a season, or repeats itself exactly, so that the scale is 0.</exception>
    public static double Mase(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, ReadOnlySpan<double> training, int season) =>
        Mae(actual, forecast) / ScaleAboveZero(training, season);

    /// <summary>The mean absolute seasonal difference of a training part of n values, Σ|yₜ − yₜ₋ₘ| / (n − m): the scale of MASE and MSIS.</summary>
    /// <param name="training">The training part.</param>
    /// <param name="season">The values of a season, m; 1 for none.</param>
    /// <returns>The scale in the unit of the values; 0 where the training part repeats itself exactly.</returns>
    /// <exception cref="ArgumentException">The training part has no more than a season.</exception>
    public static double SeasonalScale(ReadOnlySpan<double> training, int season)
    {
        SeriesCheck.Finite(training, nameof(training));
        Argument.AtLeast(1, season);
        if (training.Length <= season)
            throw new ArgumentException($"training has {training.Length} values; more than a season of {season} are expected.", nameof(training));
        double sum = 0;
        for (int i = season; i < training.Length; i++)
            sum += Math.Abs(training[i] - training[i - season]);
        return sum / (training.Length - season);
    }

    /// <summary>
    /// The overall weighted average of the M4 competition: ½(sMAPE / sMAPE₂ + MASE / MASE₂), where sMAPE₂ and MASE₂ are those of the forecast Naive2. Over many
    /// series, each of the four is the mean over the series.
    /// </summary>
    /// <param name="smape">sMAPE of the forecast.</param>
    /// <param name="mase">MASE of the forecast.</param>
    /// <param name="naiveSmape">sMAPE of Naive2, above 0.</param>
    /// <param name="naiveMase">MASE of Naive2, above 0.</param>
    public static double Owa(double smape, double mase, double naiveSmape, double naiveMase) =>
        ((Argument.NotNegative(smape) / Argument.AboveZero(naiveSmape)) + (Argument.NotNegative(mase) / Argument.AboveZero(naiveMase))) / 2;

    /// <summary>The coefficient of determination, 1 − Σ(y − ŷ)² / Σ(y − ȳ)²; of values that are all equal 1 when all are met, else 0.</summary>
    /// <inheritdoc cref="Mae" path="/param"/>
    public static double RSquared(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        SeriesCheck.Pair(actual, forecast, nameof(forecast));
        double sum = 0, spread = 0, squares = SquaredErrors(actual, forecast);
        foreach (double value in actual)
            sum += value;
        double mean = sum / actual.Length;
        foreach (double value in actual)
            spread += (value - mean) * (value - mean);
        return spread > 0 ? 1 - (squares / spread) : squares == 0 ? 1 : 0;
    }

    /// <summary>
    /// The share of the values that moved whose way the forecast named: the sign of ŷₜ − yₜ₋₁ is that of yₜ − yₜ₋₁. A forecast of no change names no way and is
    /// wrong.
    /// </summary>
    /// <param name="actual">The values that came.</param>
    /// <param name="forecast">The forecasts of them.</param>
    /// <param name="previous">The value before each.</param>
    /// <returns>A share from 0 to 1; null where no value moved.</returns>
    public static double? DirectionalAccuracy(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, ReadOnlySpan<double> previous)
    {
        SeriesCheck.Pair(actual, forecast, nameof(forecast));
        SeriesCheck.Pair(actual, previous, nameof(previous));
        int moved = 0, right = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            int way = Math.Sign(actual[i] - previous[i]);
            moved += way == 0 ? 0 : 1;
            right += way != 0 && way == Math.Sign(forecast[i] - previous[i]) ? 1 : 0;
        }

        return moved == 0 ? null : (double)right / moved;
    }

    /// <summary>The scale of a training part, where there is one to divide by.</summary>
    internal static double ScaleAboveZero(ReadOnlySpan<double> training, int season) => SeasonalScale(training, season) is > 0 and var scale
        ? scale
        : throw new ArgumentException(
            $"training repeats itself exactly at a distance of {season}, so its seasonal differences are 0 and no scale for errors; use Mae or Smape.",
            nameof(training));

    static double SquaredErrors(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        double squares = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = forecast[i] - actual[i];
            squares += error * error;
        }

        return squares;
    }
}
