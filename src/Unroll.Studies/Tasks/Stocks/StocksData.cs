using System.Globalization;
using Unroll.Data;
using Unroll.Forecasting;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Forecasts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>
/// Prices of a run: the first days are learned, the last ones are the test. The first window of the test reaches back into days of the training, which are past
/// by then; a close of the test is never seen in training.
/// </summary>
public sealed class StocksData : TaskData
{
    readonly AlignedPrices _prices;
    readonly TimeSplit _split;

    StocksData(StocksConfiguration configuration, AlignedPrices prices, TimeSplit split, Series series, ForecastFrame frame, SeriesScaler scaler)
        : base(configuration)
    {
        (_prices, _split, PriceSeries, Frame, Scaler) = (prices, split, series, frame, scaler);
        var windows = new WindowCutter(frame, scaler, isRaw: false, [series], [0]);
        Training = windows.Cut(Before(split.TrainingStart + frame.Window, split.TestStart));
        HeldOut = windows.Cut(Before(split.TestStart, split.TestEnd));
    }

    /// <summary>The prices as a forecaster reads them, the test among them.</summary>
    internal Series PriceSeries { get; }

    /// <summary>What is read and forecast.</summary>
    internal ForecastFrame Frame { get; }

    /// <summary>The numbers of the training by which prices are scaled.</summary>
    public SeriesScaler Scaler { get; }

    /// <summary>The last day that is learned.</summary>
    internal DateOnly TrainedUntil => _prices.Dates[_split.TestStart - 1];

    /// <summary>The names of the shares.</summary>
    internal IReadOnlyList<string> Shares => _prices.Shares;

    /// <summary>All shares, as a series is called.</summary>
    internal string Name => PriceSeries.Name;

    /// <summary>The days of the test.</summary>
    public IReadOnlyList<DateOnly> TestDates => [.. _prices.Dates.Take(_split.TestStart.._split.TestEnd)];

    /// <inheritdoc/>
    public override DataSet Training { get; }

    /// <inheritdoc/>
    public override DataSet? HeldOut { get; }

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: {_prices.Dates.Count:N0} days, {_prices.Dates[0]:yyyy-MM-dd} to {_prices.Dates[^1]:yyyy-MM-dd}, "
        + $"the last {TestDates.Count:N0} are the test");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => _prices.Remarks;

    /// <inheritdoc/>
    public override bool IsSynthetic => _prices.IsSynthetic;

    /// <inheritdoc/>
    public override string Unit => "days";

    /// <inheritdoc/>
    internal override Table? Series => Closes;

    /// <summary>The closes of all shares over all days.</summary>
    internal Table Closes => new([Column.Text("date"), .. Shares.Select(Column.Number)],
        [.. _prices.Dates.Select((date, day) => (Cell[])
            [date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), .. Shares.Select((_, share) => (Cell)_prices.Close(day, share))])]);

    /// <summary>The prices of a run.</summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="forecaster">A trained one, whose numbers scale them; null to find these in the training part.</param>
    /// <exception cref="InputException">They are not at hand, wrong, too few, or not of the shares of the forecaster.</exception>
    internal static StocksData Load(StocksConfiguration configuration, Forecaster? forecaster = null)
    {
        AlignedPrices prices = PriceData.Load(configuration.Data, format: configuration.Format, shares: configuration.Share);
        return Of(configuration, prices, TimeSplit.ByShare(prices.Dates.Count, configuration.TrainingShare), forecaster);
    }

    /// <summary>Prices with days to learn and days to test on.</summary>
    /// <exception cref="InputException">There are too few days (the message says how many are needed), or the forecaster is of other shares.</exception>
    internal static StocksData Of(StocksConfiguration configuration, AlignedPrices prices, TimeSplit split, Forecaster? forecaster = null)
    {
        int window = forecaster?.Frame.Window ?? configuration.Window, training = split.TestStart - split.TrainingStart, test = split.TestEnd - split.TestStart;
        if (training <= window || test < 1)
            throw new InputException(
                $"{prices.Description}: {prices.Dates.Count} days{(prices.Shares.Count > 1 ? " in common" : "")}, of which {training} are for training and "
                + $"{test} for the test, are too few: a window of {window} days needs {window + 1} for training and 1 for the test");
        return Made(configuration, prices, split, forecaster);
    }

    /// <summary>
    /// Other prices. In a file that has grown the days after the training are the test; in one without days of the training, all but the first window.
    /// </summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="prices">The prices, of the shares of the model.</param>
    /// <param name="forecaster">The trained forecaster.</param>
    /// <param name="trainedUntil">The last day that the model was trained on; null where it is not known.</param>
    /// <exception cref="InputException">They are too few, or none of them is later than the training.</exception>
    internal static StocksData OfOther(StocksConfiguration configuration, AlignedPrices prices, Forecaster forecaster, DateOnly? trainedUntil)
    {
        int window = forecaster.Frame.Window, days = prices.Dates.Count, learned = trainedUntil is { } last ? prices.Dates.Count(date => date <= last) : 0;
        if (learned == days)
        {
            string end = trainedUntil!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            throw new InputException($"{prices.Description}: no day is later than the training of the model, which ends on {end}; name files with later days");
        }

        return days > window
            ? Made(configuration, prices, new TimeSplit(0, Math.Max(window, learned), days), forecaster)
            : throw new InputException($"{prices.Description}: {days} days are too few: a window of {window} days and a day after it are needed");
    }

    /// <summary>The forecasts of the test beside what came, one a share.</summary>
    /// <param name="forecasts">One a day.</param>
    internal IReadOnlyList<StocksForecast> Beside(IReadOnlyList<Forecast> forecasts) => [.. Shares.Select(name =>
    {
        string close = AlignedPrices.CloseOf(name);
        ReadOnlySpan<double> closes = PriceSeries[close];
        double[] earlier = closes[.._split.TestStart].ToArray(), actual = closes[_split.TestStart.._split.TestEnd].ToArray(),
            previous = closes[(_split.TestStart - 1)..(_split.TestEnd - 1)].ToArray();
        return new StocksForecast(name, actual, [.. forecasts.Select(forecast => forecast.Values(close)[0])], previous,
            BaselineComparison.Forecast(earlier, actual));
    })];

    /// <summary>The windows of the test, as a forecaster asks for them.</summary>
    internal (int Series, int Origin)[] TestOrigins => Before(_split.TestStart, _split.TestEnd);

    static StocksData Made(StocksConfiguration configuration, AlignedPrices prices, TimeSplit split, Forecaster? forecaster)
    {
        Series series = prices.ToSeries();
        ForecastFrame frame = forecaster?.Frame ?? PriceFrame.Of(prices, configuration.Window, configuration.Scaler);
        if (!frame.Targets.ToHashSet().SetEquals(prices.Shares.Select(AlignedPrices.CloseOf)))
            throw new InputException($"{prices.Description}: the prices are of {string.Join(", ", prices.Shares)}, "
                + $"the model is of {string.Join(", ", PriceFrame.Shares(frame) ?? frame.Targets)}; a model of the same shares is expected");
        try
        {
            SeriesScaler scaler = forecaster?.Scaler ?? SeriesScaler.Fit(frame, [series.Steps(split.TrainingStart, split.TestStart - split.TrainingStart)]);
            return new StocksData(configuration, prices, split, series, frame, scaler);
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{prices.Description}: {TrainingSpecs.Reason(error)}", error);
        }
    }

    static (int Series, int Origin)[] Before(int first, int end) => [.. Enumerable.Range(first, end - first).Select(day => (0, day))];
}
