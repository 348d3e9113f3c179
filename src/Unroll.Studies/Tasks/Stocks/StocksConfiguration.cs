using System.Text.Json.Serialization;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tasks;

/// <summary>A run of the stocks task: tomorrow's closing prices from the days before (study B).</summary>
public sealed record StocksConfiguration : RunConfiguration
{
    /// <summary>Study B's: two layers of 64 units, Adam, mean squared error, 100 epochs.</summary>
    public StocksConfiguration() => (Units, Layers, Loss, Batch, Epochs) = (64, 2, "mean_squared_error", 32, 100);

    /// <inheritdoc/>
    public override string Task => "stocks";

    /// <summary>"stocks" (AAPL and GOOG), "synthetic", or one price file a share.</summary>
    public IReadOnlyList<string> Data { get; set; } = ["stocks"];

    /// <summary>Days of a window.</summary>
    public int Window { get; set; } = 30;

    /// <summary>The first share of the days, which is learned; the rest is the test.</summary>
    public double TrainingShare { get; set; } = 0.8;

    /// <summary>How features are scaled.</summary>
    public ScalerKind Scaler { get; set; } = ScalerKind.MinMax;

    /// <inheritdoc/>
    [JsonIgnore]
    public override DataKind Kind => DataKind.Prices;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> DataNames => Data;

    /// <inheritdoc/>
    [JsonIgnore]
    public override IReadOnlyList<string> Figures => ["loss"];

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        ConfigurationCheck.Within("--window", Window, 100_000);
        if (!TaskLoss.ComparesValues(Loss))
            throw new InputException($"--loss {Loss}: it compares class ids, and prices are values; use mean_squared_error or another loss of values");
        if (TrainingShare is not (> 0 and < 1))
            throw new InputException($"--training-share {TrainingShare}: a share lies between 0 and 1, both excluded");
        if (Data.Count == 0)
            throw new InputException("--data: name a data set, or one price file a share");
    }

    /// <inheritdoc/>
    public override TaskData Load()
    {
        AlignedPrices prices = PriceData.Load(Data);
        TimeSplit split = TimeSplit.ByShare(prices.Dates.Count, TrainingShare);
        return new StocksData(this, prices, new PriceSeries(prices, Window, split, Scaler));
    }

    /// <summary>
    /// Walk-forward evaluation: the test days in equal parts, one behind another, each predicted by a model of its own, trained on all days before the part.
    /// </summary>
    /// <param name="folds">How many parts; days that do not divide evenly are left out at the beginning of the test.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    /// <param name="onFold">Told the number of a part before its training; null for nobody.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">There are too few days.</exception>
    public Evaluation WalkForward(int folds, int workers, Action<int>? onFold, CancellationToken cancellation)
    {
        AlignedPrices prices = PriceData.Load(Data);
        int days = prices.Dates.Count, testDays = days - TimeSplit.ByShare(days, TrainingShare).TestStart;
        if (folds < 1 || folds > testDays)
            throw new InputException($"--walk-forward {folds}: 1 to {testDays}, the days of the test");
        var forecasts = new List<IReadOnlyList<StocksForecast>>();
        var dates = new List<DateOnly>();
        foreach (TimeSplit split in TimeSplit.WalkForward(days, folds, testDays / folds))
        {
            onFold?.Invoke(forecasts.Count + 1);
            var series = new PriceSeries(prices, Window, split, Scaler);
            var data = new StocksData(this, prices, series);
            using TaskRun run = TaskTraining.Fit(data, workers, cancellation);
            forecasts.Add(data.Forecast(run, cancellation));
            dates.AddRange(series.TestDates);
        }

        return StocksForecast.Evaluate([], dates, [.. prices.Shares.Select((_, share) => StocksForecast.Join([.. forecasts.Select(fold => fold[share])]))]);
    }

    internal override TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers) =>
        new StocksRun(this, StocksRun.ReadScaler(metadata, path), steps: 1, workers);
}
