using System.Globalization;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Forecasts;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Prices of a run: the first days are learned, the last ones are the test.</summary>
sealed class StocksData(StocksConfiguration configuration, AlignedPrices prices, PriceSeries series) : TaskData(configuration)
{
    public override DataSet Training => series.Training;

    public override DataSet? HeldOut => series.Test;

    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", prices.Shares)}: {prices.Dates.Count:N0} days, {prices.Dates[0]:yyyy-MM-dd} to {prices.Dates[^1]:yyyy-MM-dd}, the last {series.TestDates.Count:N0} are the test");

    public override IReadOnlyList<string> Remarks => prices.Remarks;

    public override bool IsSynthetic => prices.IsSynthetic;

    public override string Unit => "days";

    public override IReadOnlyDictionary<string, string> Metadata => StocksRun.Metadata(series.Scaler);

    public override TaskRun CreateRun(long steps, int workers) => new StocksRun(configuration, series.Scaler, steps, workers);

    public override Evaluation Measure(TaskRun run, CancellationToken cancellation)
    {
        IReadOnlyList<StocksForecast> forecasts = Forecast(run, cancellation);
        return StocksForecast.Evaluate(run.Losses(series.Test, HeldOutBatchSize, cancellation), series.TestDates, forecasts);
    }

    /// <summary>The forecasts of the test, one a share.</summary>
    public IReadOnlyList<StocksForecast> Forecast(TaskRun run, CancellationToken cancellation)
    {
        float[] outputs = ModelOutputs.Of(run, series.TestDates.Count, series.WriteTestWindow, cancellation);
        return [.. prices.Shares.Select((name, share) => new StocksForecast(name, series.TestCloses(share), series.Dollars(outputs, share), series.PreviousCloses(share)))];
    }
}
