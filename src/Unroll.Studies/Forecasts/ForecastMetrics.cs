using Unroll.Forecasting;

namespace Unroll.Studies.Forecasts;

/// <summary>How good a forecast of one share's prices is, in dollars a share.</summary>
/// <param name="Rmse">The root of the mean squared error, in dollars.</param>
/// <param name="Mae">The mean absolute error, in dollars.</param>
/// <param name="Mape">The mean of |error| / actual price, in per cent; NaN where a price is 0.</param>
/// <param name="RSquared">1 − Σ error² / Σ (actual − mean)²; of prices that never change 1 when all are met, else 0.</param>
/// <param name="DirectionalAccuracy">
/// The share of days, of those on which the price moved, on which the forecast went the same way from the day before; a forecast of no change names no way and
/// is wrong. Null when the price never moved.
/// </param>
public sealed record ForecastMetrics(double Rmse, double Mae, double Mape, double RSquared, double? DirectionalAccuracy)
{
    /// <summary>Measures a forecast.</summary>
    /// <param name="actual">The prices that came, above 0.</param>
    /// <param name="predicted">The forecast of the same days.</param>
    /// <param name="previous">The prices of the days before each.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is no day, or a prediction is not a finite number.</exception>
    public static ForecastMetrics Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted, ReadOnlySpan<double> previous)
    {
        if (actual.IsEmpty || predicted.Length != actual.Length || previous.Length != actual.Length)
            throw new ArgumentException(
                $"{actual.Length} prices, {predicted.Length} predictions and {previous.Length} prices before must be as many, at least one.",
                    nameof(predicted));
        for (int day = 0; day < predicted.Length; day++)
            if (!double.IsFinite(predicted[day]))
                throw new ArgumentException($"The prediction of day {day} is {predicted[day]}; metrics are those of finite numbers.", nameof(predicted));
        return new ForecastMetrics(
            PointMeasures.Rmse(actual, predicted),
            PointMeasures.Mae(actual, predicted),
            actual.Contains(0) ? double.NaN : PointMeasures.Mape(actual, predicted),
            PointMeasures.RSquared(actual, predicted),
            PointMeasures.DirectionalAccuracy(actual, predicted, previous));
    }

    /// <summary>The metrics of the naive forecast, tomorrow = today, which a claim of skill must beat.</summary>
    /// <param name="actual">The prices that came, above 0.</param>
    /// <param name="previous">The prices of the days before each.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no day.</exception>
    public static ForecastMetrics Naive(ReadOnlySpan<double> actual, ReadOnlySpan<double> previous) => Measure(actual, previous, previous);

    /// <summary>1 − RMSE / RMSE of another forecast: above 0 when this one is better; null when the other makes no error.</summary>
    public double? SkillAgainst(ForecastMetrics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Rmse > 0 ? 1 - (Rmse / other.Rmse) : null;
    }
}
