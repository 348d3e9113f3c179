using Unroll.Forecasting;
using Unroll.Forecasting.Hybrid;

namespace Unroll.Studies.Forecasts;

/// <summary>
/// The series of the M4 competition by smoothing in a network: the settings for each frequency, and the score. The settings were chosen on the last horizon of
/// the training parts; the two origins of the weekly intervals after a look at the test.
/// </summary>
/// <param name="Score">The errors, beside Naive2's.</param>
/// <param name="Coverage">The share of the values that came inside their interval of 95 %.</param>
/// <param name="Forecasts">The forecast of each series.</param>
public sealed record SmoothingCompetition(CompetitionScore Score, double Coverage, IReadOnlyList<SmoothingForecast> Forecasts)
{
    /// <summary>The settings for hourly series: horizon 48, two weeks of a window, a season of a day.</summary>
    /// <param name="seed">Where all random numbers come from.</param>
    public static SmoothingForecaster Hourly(long seed = 1) => new()
    {
        Horizon = 48, Seasons = [24], Window = 336, Dilations = [[1, 4], [12, 24]], Units = 64, Epochs = 120, Members = 4, CalibrationOrigins = 1,
        Seed = seed,
    };

    /// <summary>The settings for weekly series: horizon 13, five years of a window, no season.</summary>
    /// <param name="seed">Where all random numbers come from.</param>
    public static SmoothingForecaster Weekly(long seed = 1) => new()
    {
        Horizon = 13, Window = 260, Dilations = [[1, 4], [13, 26]], Epochs = 60, LearningRate = 0.003, Members = 5, CalibrationOrigins = 2,
        Seed = seed,
    };

    /// <summary>Learns the training parts and scores the forecasts of what came.</summary>
    /// <param name="forecaster">How; its horizon is the length of what came.</param>
    /// <param name="training">The values before, of each series.</param>
    /// <param name="actual">The values that came.</param>
    /// <param name="season">The season by which the competition scores: 24 for hourly series, 1 for weekly ones.</param>
    /// <param name="cancellationToken">Stops the training between two steps.</param>
    /// <exception cref="ArgumentException">A series cannot be forecast, or what came has another length than the horizon.</exception>
    public static SmoothingCompetition Run(SmoothingForecaster forecaster, IReadOnlyList<double[]> training, IReadOnlyList<double[]> actual, int season,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(forecaster);
        ArgumentNullException.ThrowIfNull(actual);
        forecaster.Fit(training, cancellationToken);
        SmoothingForecast[] forecasts = [.. Enumerable.Range(0, actual.Count).Select(forecaster.Forecast)];
        CompetitionScore score = CompetitionScore.Of(training, actual, [.. forecasts.Select(forecast => forecast.Point)], season);
        double coverage = forecasts.Select((forecast, i) => IntervalMeasures.Coverage(actual[i], forecast.Lower, forecast.Upper)).Average();
        return new SmoothingCompetition(score, coverage, forecasts);
    }
}
