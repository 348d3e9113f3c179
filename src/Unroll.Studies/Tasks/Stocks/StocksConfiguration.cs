using Unroll.Forecasting;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>What a run of the stocks task is made from.</summary>
public sealed record StocksConfiguration : RunConfiguration
{
    /// <summary>Study B's: two layers of 64 units, Adam, mean squared error, 100 epochs.</summary>
    public StocksConfiguration() => (Units, Layers, Loss, Batch, Epochs) = (64, 2, "mean_squared_error", 32, 100);

    /// <inheritdoc/>
    public override string Task => StocksTask.Definition.Name;

    /// <summary>"stocks" (AAPL and GOOG), "synthetic", or one price file per share.</summary>
    public IReadOnlyList<string> Data { get; set; } = ["stocks"];

    /// <summary>The shares to take, in their order; empty for those that the files hold.</summary>
    public IReadOnlyList<string> Share { get; set; } = [];

    /// <summary>How the files are written, as far as that is not to be found out.</summary>
    public TableFormat Format { get; set; } = new();

    /// <summary>Days of a window.</summary>
    public int Window { get; set; } = 30;

    /// <summary>The first share of the days, which is learned; the rest is the test.</summary>
    public double TrainingShare { get; set; } = 0.8;

    /// <summary>How features are scaled.</summary>
    public SeriesScaling Scaler { get; set; } = SeriesScaling.MinMax;

    /// <inheritdoc/>
    public override DataKind? Kind => DataKind.Prices;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => Data;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => ["loss"];

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [.. PriceData.Locate(Data).Select(FileIdentity.Of)];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        new Setting<IReadOnlyList<string>>("data", SettingKind.Texts("NAME|FILE"), () => Data, value => Data = value,
            "the prices: stocks (AAPL and GOOG), synthetic (a random walk drawn by unroll), or one CSV file per share, as Yahoo, Nasdaq or Stooq write them")
        { Group = SettingGroup.Data },
        new Setting<IReadOnlyList<string>>("share", SettingKind.Texts("NAME"), () => Share, value => Share = value,
            "which shares to take of a file that holds several, or how the share of a file is called") { Group = SettingGroup.Data },
        .. TableSettings.Of(() => Format, value => Format = value),
        Number("trainingShare", SettingKind.Share<double>("a share", withZero: false), () => TrainingShare, value => TrainingShare = value,
            "the first days, which are learned; the others are the test", SettingGroup.Data),
        new Setting<SeriesScaling>("scaler", SettingKind.Name(("min_max", SeriesScaling.MinMax), ("standard", SeriesScaling.Standard)), () => Scaler,
            value => Scaler = value,
            "min_max or standard, fitted on the training part") { Group = SettingGroup.Data },
        Number("window", SettingKind.Count(100_000), () => Window, value => Window = value, "days of a window"),
    ];

    /// <inheritdoc/>
    public override void Check()
    {
        base.Check();
        if (!TaskLoss.ComparesValues(Loss))
            throw new SettingException("loss", Loss, "it compares class ids, and prices are values; use mean_squared_error or another loss of values");
        if (Data.Count == 0)
            throw new SettingException("data", ": name a data set, or one price file per share");
    }

    /// <inheritdoc/>
    public override Evaluation WalkForward(int folds, int workers, Action<int>? onFold, CancellationToken cancellationToken)
    {
        DataPlaces.Require(this);
        StocksConfiguration configuration = (StocksConfiguration)InitialWeights.Find(this);
        AlignedPrices prices = PriceData.Load(Data, format: Format, shares: Share);
        int days = prices.Dates.Count, testDays = days - TimeSplit.ByShare(days, TrainingShare).TestStart;
        if (folds < 1 || folds > testDays)
            throw new SettingException("walkForward", folds, $"1 to {testDays}, the days of the test");
        var forecasts = new List<IReadOnlyList<StocksForecast>>();
        var dates = new List<DateOnly>();
        foreach (TimeSplit split in TimeSplit.WalkForward(days, folds, testDays / folds))
        {
            onFold?.Invoke(forecasts.Count + 1);
            StocksData data = StocksData.Of(configuration, prices, split);
            using PreparedRun run = PreparedRun.From(StocksTask.Definition, configuration, data, new RunOptions { Workers = workers }, cancellationToken);
            RunTraining.Fit(run, workers, cancellationToken);
            forecasts.Add(((StocksModel)run.Model).Forecast(data, cancellationToken));
            dates.AddRange(data.TestDates);
        }

        return StocksForecast.Evaluate([], dates, [.. prices.Shares.Select((_, share) => StocksForecast.Join([.. forecasts.Select(fold => fold[share])]))]);
    }

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(StocksTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => StocksTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
