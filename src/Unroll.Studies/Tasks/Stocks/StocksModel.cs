using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Forecasts;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>A forecaster of the next day's closing prices. Its checkpoints are files that <see cref="Forecaster.Load"/> reads.</summary>
public sealed class StocksModel : TrainedModel<StocksData>
{
    const string TrainedUntilKey = "unroll.trainedUntil";
    const string DateFormat = "yyyy-MM-dd";

    /// <summary>The closes of the shares by day, in the run folder.</summary>
    internal const string ClosesFile = "closes.csv";

    readonly StocksConfiguration _configuration;
    readonly DateOnly? _trainedUntil;

    internal StocksModel(StocksConfiguration configuration, Forecaster forecaster, DateOnly? trainedUntil, ModelSetup setup)
        : base(configuration, setup.Compile(forecaster.Network, forecaster.Head.Loss), setup.Workers) =>
        (_configuration, Forecaster, _trainedUntil) = (configuration, forecaster, trainedUntil);

    /// <summary>The network with its frame, scales and head.</summary>
    public Forecaster Forecaster { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata
    {
        get
        {
            var metadata = new Dictionary<string, string> { [ForecasterFile.Key] = ForecasterFile.Describe(Forecaster) };
            if (_trainedUntil is { } day)
                metadata[TrainedUntilKey] = day.ToString(DateFormat, CultureInfo.InvariantCulture);
            return metadata;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictionData => _configuration.Data;

    /// <inheritdoc/>
    protected override StocksData Reload() => StocksData.Load(_configuration, Forecaster);

    /// <inheritdoc/>
    protected override StocksData Load(IReadOnlyList<string> names) =>
        StocksData.OfOther(_configuration, Prices(names, isOther: true, _configuration.Share), Forecaster, _trainedUntil);

    /// <summary>The forecasts of the test beside what came, one a share.</summary>
    internal IReadOnlyList<StocksForecast> Forecast(StocksData data, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return data.Beside(Forecast(data.PriceSeries, data.TestOrigins));
    }

    internal override Evaluation Measure(StocksData data, CancellationToken cancellationToken)
    {
        IReadOnlyList<MetricValue> losses = Losses(data.HeldOut!, data.HeldOutBatchSize, cancellationToken);
        IReadOnlyList<StocksForecast> forecasts = Forecast(data, cancellationToken);
        Evaluation evaluation = StocksForecast.Evaluate(losses, data.TestDates, forecasts);
        return evaluation with
        {
            Remarks = [.. evaluation.Remarks, .. UnknownValues.Remarks(Forecaster, data.Frame.Targets,
                close => forecasts.First(forecast => AlignedPrices.CloseOf(forecast.Share) == close).Actual, "values of the test")],
        };
    }

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = input.FilesAlone(_configuration.Task);
        if (files.Count == 0)
            DataPlaces.Require(_configuration);
        AlignedPrices prices = Prices(files.Count > 0 ? files : _configuration.Data, files.Count > 0, files.Count > 0 ? _configuration.Share : []);
        int days = prices.Dates.Count, window = Forecaster.Frame.Window;
        if (days < window)
            throw new InputException($"{prices.Description}: {days} days are too few: a window has {window}");
        Series series = prices.ToSeries();
        Forecast next = Forecast(series, [(0, days)])[0];
        string lastDay = prices.Dates[^1].ToString(DateFormat, CultureInfo.InvariantCulture);
        Column[] columns =
            [Column.Text("share"), Column.Text("lastDay"), Column.Number("lastClose"), Column.Number("nextClose"), Column.Number("change")];
        return new Predictions(new Table(columns, [.. prices.Shares.Select((share, place) =>
            {
                double last = prices.Close(days - 1, place), close = next.Values(AlignedPrices.CloseOf(share))[0];
                return (Cell[])[share, lastDay, last, close, close - last];
            })]),
            [
                .. prices.Remarks,
                .. UnknownValues.Remarks(Forecaster, Forecaster.Frame.Targets, close => series[close][^window..].ToArray(), "values of the window"),
            ])
        { IsSynthetic = prices.IsSynthetic };
    }

    /// <summary>Prices of the shares that the model knows.</summary>
    AlignedPrices Prices(IReadOnlyList<string> data, bool isOther, IReadOnlyList<string> names) =>
        PriceData.Load(data, PriceFrame.Shares(Forecaster.Frame)!, _configuration.Format with { IsOfAnother = isOther }, names);

    Forecast[] Forecast(Series series, (int Series, int Origin)[] origins)
    {
        try
        {
            return Forecaster.PredictFrom([series], origins);
        }
        catch (InvalidOperationException error)
        {
            throw new NotFiniteNumberException(error.Message, error);
        }
    }

    internal static Forecaster ReadForecaster(RunMetadata metadata)
    {
        Forecaster forecaster = ForecasterFile.Make(metadata.Require(ForecasterFile.Key, "forecaster"), metadata.Path);
        return PriceFrame.Shares(forecaster.Frame) is not null
            ? forecaster
            : throw new InvalidDataException($"{metadata.Path}: the forecaster in the metadata is none of closing prices; use another checkpoint");
    }

    /// <summary>The last day that a model was trained on; null of a checkpoint that does not say so.</summary>
    internal static DateOnly? ReadTrainedUntil(RunMetadata metadata) => metadata.Find(TrainedUntilKey) is not { } text ? null
        : DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new InvalidDataException($"{metadata.Path}: the last day of the training in the metadata cannot be read; use another checkpoint");

    internal override EvaluationOutline Outline(StocksData data) =>
        new([.. LossNames, .. data.Shares.SelectMany(StocksForecast.Names)], [StocksForecast.File]);

    /// <summary>The closes of all days, of which the forecasts are the last ones.</summary>
    internal override IReadOnlyDictionary<string, string> Explain(StocksData data, CancellationToken cancellationToken) =>
        new Dictionary<string, string> { [ClosesFile] = data.Closes.ToCsv() };
}
