using Unroll.Forecasting;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The intervals of some forecasts: of the head or, where the forecasts are recursive, of drawn paths.</summary>
static class ForecastIntervals
{
    /// <summary>The ends of the interval of a forecast, which is named by its place, and of a target; null where the model gives none.</summary>
    /// <param name="configuration">The coverage, and the number of paths.</param>
    /// <param name="forecaster">The model.</param>
    /// <param name="series">The series.</param>
    /// <param name="forecasts">The forecasts.</param>
    /// <param name="origins">The series and the first step of each.</param>
    public static Func<int, string, (double[] Lower, double[] Upper)>? Of(ForecastConfiguration configuration, Forecaster forecaster,
        IReadOnlyList<Series> series, Forecast[] forecasts, (int Series, int Origin)[] origins)
    {
        if (configuration.Coverage is not { } share)
            return null;
        if (!configuration.IsRecursive)
            return (place, target) => forecasts[place].Interval(share, target);
        ForecastPaths[] paths = forecaster.SampleFrom(series, origins, configuration.Paths, configuration.Horizon, configuration.Seed);
        return (place, target) => paths[place].Interval(share, target);
    }
}
