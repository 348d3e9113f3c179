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
    public override void Check()
    {
        base.Check();
        ConfigurationCheck.Within("--window", Window, 100_000);
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

    internal override TaskRun CreateRun(IReadOnlyDictionary<string, string> metadata, string path, int workers) =>
        new StocksRun(this, StocksRun.ReadScaler(metadata, path), steps: 1, workers);
}
