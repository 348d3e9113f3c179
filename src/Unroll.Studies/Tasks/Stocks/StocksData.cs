using System.Globalization;
using Unroll.Data;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Forecasts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>Prices of a run: the first days are learned, the last ones are the test.</summary>
public sealed class StocksData : TaskData
{
    readonly AlignedPrices _prices;
    readonly PriceSeries _series;

    internal StocksData(StocksConfiguration configuration, AlignedPrices prices, PriceSeries series)
        : base(configuration) => (_prices, _series) = (prices, series);

    /// <summary>The numbers by which prices are scaled.</summary>
    public FeatureScaler Scaler => _series.Scaler;

    /// <summary>Where the close of each share stands among the features.</summary>
    internal IReadOnlyList<int> CloseColumns => _prices.CloseColumns;

    /// <summary>The last day that is learned.</summary>
    internal DateOnly TrainedUntil => _prices.Dates[_series.Split.TestStart - 1];

    /// <summary>The names of the shares.</summary>
    internal IReadOnlyList<string> Shares => _prices.Shares;

    /// <summary>The days of the test.</summary>
    public IReadOnlyList<DateOnly> TestDates => _series.TestDates;

    /// <inheritdoc/>
    public override DataSet Training => _series.Training;

    /// <inheritdoc/>
    public override DataSet? HeldOut => _series.Test;

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", _prices.Shares)}: {_prices.Dates.Count:N0} days, {_prices.Dates[0]:yyyy-MM-dd} to {_prices.Dates[^1]:yyyy-MM-dd}, "
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
    /// <param name="scaler">The scaler of a trained model; null to fit one on the training part.</param>
    /// <exception cref="InputException">They are not at hand, wrong, or too few.</exception>
    internal static StocksData Load(StocksConfiguration configuration, FeatureScaler? scaler = null)
    {
        AlignedPrices prices = PriceData.Load(configuration.Data, format: configuration.Format, shares: configuration.Share);
        TimeSplit split = TimeSplit.ByShare(prices.Dates.Count, configuration.TrainingShare);
        return new StocksData(configuration, prices, scaler is null
            ? new PriceSeries(prices, configuration.Window, split, configuration.Scaler)
            : new PriceSeries(prices, configuration.Window, split, scaler));
    }

    /// <summary>
    /// Other prices. In a file that has grown the days after the training are the test; in one without days of the training, all but the first window.
    /// </summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="names">The files.</param>
    /// <param name="scaler">The scaler of the model.</param>
    /// <param name="trainedUntil">The last day that the model was trained on; null where it is not known.</param>
    /// <exception cref="InputException">They are of other shares, too few, or none of them is later than the training.</exception>
    internal static StocksData LoadOther(StocksConfiguration configuration, IReadOnlyList<string> names, FeatureScaler scaler, DateOnly? trainedUntil)
    {
        AlignedPrices prices = PriceData.Load(names, scaler, configuration.Format with { IsOfAnother = true }, configuration.Share);
        int days = prices.Dates.Count, learned = trainedUntil is { } last ? prices.Dates.Count(date => date <= last) : 0;
        if (learned == days)
        {
            string end = trainedUntil!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            throw new InputException($"{prices.Description}: no day is later than the training of the model, which ends on {end}; name files with later days");
        }

        return new StocksData(configuration, prices, learned > configuration.Window
            ? new PriceSeries(prices, configuration.Window, new TimeSplit(0, learned, days), scaler)
            : new PriceSeries(prices, configuration.Window, scaler));
    }

    /// <summary>The forecasts of the test, one per share.</summary>
    internal IReadOnlyList<StocksForecast> Forecast(TrainedModel model, CancellationToken cancellationToken)
    {
        float[] outputs = ModelOutputs.Of(model, TestDates.Count, _series.WriteTestWindow, cancellationToken);
        return [.. _prices.Shares.Select((name, share) => new StocksForecast(name, _series.TestCloses(share), _series.Dollars(outputs, share),
            _series.PreviousCloses(share), BaselineComparison.Forecast(_series.EarlierCloses(share), _series.TestCloses(share))))];
    }
}
