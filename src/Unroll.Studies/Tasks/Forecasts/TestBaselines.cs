using Unroll.Forecasting;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The simple forecasts beside which a model is seen.</summary>
sealed class TestBaselines
{
    /// <summary>More forecasts than these are made by the quick baselines alone: the others are fitted anew for each.</summary>
    const int MostFitted = 2000;

    /// <summary>Values that smoothing is fitted on at least.</summary>
    const int LeastFitted = 6;

    /// <summary>The longest window of the linear baseline, as in its paper.</summary>
    const int LongestWindow = 336;

    /// <summary>The name of the yardstick of OWA.</summary>
    public const string Yardstick = "naive2";

    readonly List<(string Name, Func<int, double[], double[]> Forecast)> _all;

    /// <summary>The baselines of a test.</summary>
    /// <param name="data">The series; the linear baseline is fitted on what is learned of them.</param>
    public TestBaselines(ForecastData data)
    {
        int horizon = data.Horizon, season = data.Parts.Season;
        var all = new List<(string Name, Func<int, double[], double[]> Forecast)> { ("naive", (_, history) => new Naive().Forecast(history, horizon)) };
        if (HasSeason(data))
            all.Add(("seasonalNaive", (_, history) => new SeasonalNaive(season).Forecast(history, horizon)));
        all.Add(("drift", (_, history) => new Drift().Forecast(history, horizon)));
        if (IsFew(data))
        {
            all.Add((Yardstick, (_, history) => Baselines.Naive2(season).Forecast(history, horizon)));
            foreach ((string name, Baseline baseline) in Fitted())
                all.Add((name, (_, history) => new Deseasonalized(baseline, season).Forecast(history, horizon)));
        }

        if (Linear(data) is { } linear)
            all.Add(("linear", linear));
        _all = all;
    }

    /// <summary>The names, as metrics begin.</summary>
    public static IEnumerable<string> NamesOf(ForecastData data)
    {
        IEnumerable<string> fitted = IsFew(data) ? [Yardstick, .. Fitted().Select(one => one.Name)] : [];
        return ["naive", .. HasSeason(data) ? (string[])["seasonalNaive"] : [], "drift", .. fitted, .. HasLinear(data) ? (string[])["linear"] : []];
    }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names => [.. _all.Select(one => one.Name)];

    /// <summary>The forecast of a baseline.</summary>
    /// <param name="place">Which baseline.</param>
    /// <param name="target">Which target.</param>
    /// <param name="history">The values before, without gaps.</param>
    public double[] Forecast(int place, int target, double[] history) => _all[place].Forecast(target, history);

    /// <summary>Whether there is a season, and one at least before the test of every series.</summary>
    public static bool HasSeason(ForecastData data) => data.Parts.Season > 1
        && data.Series.All(series => data.Parts.Count(series) - data.Parts.Test >= data.Parts.Season);

    static (string Name, Baseline Baseline)[] Fitted() =>
        [("ses", new ExponentialSmoothing(SmoothingTrend.None)), ("damped", new ExponentialSmoothing(SmoothingTrend.Damped)), ("theta", new Theta())];

    /// <summary>
    /// Whether there are few enough forecasts to fit a baseline for each, every series is long enough for it, and seasons can be factors, as all values are
    /// above 0.
    /// </summary>
    static bool IsFew(ForecastData data) => ForecastMeasure.Origins(data).Length * (long)data.Frame.Targets.Count <= MostFitted
        && data.Series.All(series => data.Parts.Count(series) - data.Parts.Test >= LeastFitted)
        && (data.Parts.Season == 1 || data.Series.All(series => data.Frame.Targets.All(target => IsPositive(series[target]))));

    static bool IsPositive(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (value <= 0)
                return false;
        return true;
    }

    static bool HasLinear(ForecastData data) =>
        data.Series.All(series => data.Parts.Learned(series)[data.Frame.Targets[0]].Length >= LinearWindow(data) + data.Horizon);

    static int LinearWindow(ForecastData data) => Math.Clamp(data.Frame.Window, 2, LongestWindow);

    /// <summary>One linear map from the window to the horizon for all series and targets, fitted on their scaled training parts.</summary>
    static Func<int, double[], double[]>? Linear(ForecastData data)
    {
        if (!HasLinear(data))
            return null;
        int window = LinearWindow(data), horizon = data.Horizon;
        var parts = new List<double[]>();
        foreach (Series series in data.Series)
            for (int target = 0; target < data.Frame.Targets.Count; target++)
                parts.Add([.. FilledValues.Of(data.Parts.Learned(series)[data.Frame.Targets[target]]).Select(data.Scaler.Columns[target].Apply)]);
        DLinearFit fit = new DLinear(window).Fit(parts, horizon);
        return (target, history) =>
        {
            ColumnScale scale = data.Scaler.Columns[target];
            return [.. fit.Forecast([.. history[^window..].Select(scale.Apply)], horizon).Select(scale.Restore)];
        };
    }
}
