using System.Globalization;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks.Stocks;

/// <summary>A model of the stocks task: it predicts the next day's closing prices.</summary>
public sealed class StocksModel : TrainedModel<StocksData>
{
    const string ScalerKey = "unroll.scaler";
    const string TrainedUntilKey = "unroll.trainedUntil";
    const string DateFormat = "yyyy-MM-dd";

    /// <summary>The closes of the shares by day, in the run folder.</summary>
    internal const string ClosesFile = "closes.csv";

    readonly StocksConfiguration _configuration;
    readonly DateOnly? _trainedUntil;

    internal StocksModel(StocksConfiguration configuration, FeatureScaler scaler, DateOnly? trainedUntil, ModelSetup setup)
        : base(configuration, Build(configuration, scaler, setup), setup.Workers) =>
        (_configuration, Scaler, _trainedUntil) = (configuration, scaler, trainedUntil);

    /// <summary>The numbers of the training part by which prices are scaled.</summary>
    public FeatureScaler Scaler { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata
    {
        get
        {
            var metadata = new Dictionary<string, string> { [ScalerKey] = Scaler.ToJson() };
            if (_trainedUntil is { } day)
                metadata[TrainedUntilKey] = day.ToString(DateFormat, CultureInfo.InvariantCulture);
            return metadata;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictionData => _configuration.Data;

    /// <inheritdoc/>
    protected override StocksData Reload() => StocksData.Load(_configuration, Scaler);

    /// <inheritdoc/>
    protected override StocksData Load(IReadOnlyList<string> names) => StocksData.LoadOther(_configuration, names, Scaler, _trainedUntil);

    internal override Evaluation Measure(StocksData data, CancellationToken cancellationToken)
    {
        IReadOnlyList<StocksForecast> forecasts = data.Forecast(this, cancellationToken);
        Evaluation evaluation = StocksForecast.Evaluate(Losses(data.HeldOut!, data.HeldOutBatchSize, cancellationToken), data.TestDates, forecasts);
        IEnumerable<string?> outside = forecasts.Select((forecast, share) =>
            Scaler.DescribeOutside(forecast.Share, forecast.Actual, "closes of the test", data.CloseColumns[share]));
        return evaluation with { Remarks = [.. evaluation.Remarks, .. outside.OfType<string>()] };
    }

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = input.FilesOnly(_configuration.Task);
        if (files.Count == 0)
            DataPlaces.Require(_configuration);
        AlignedPrices prices = PriceData.Load(files.Count > 0 ? files : _configuration.Data, Scaler,
            _configuration.Format with { IsOfAnother = files.Count > 0 }, files.Count > 0 ? _configuration.Share : []);
        float[] outputs = ModelOutputs.Of(this, 1, (_, window) => Scaler.LastWindow(prices, _configuration.Window).CopyTo(window), cancellationToken);
        string lastDay = prices.Dates[^1].ToString("yyyy-MM-dd");
        IEnumerable<string?> outside = prices.Shares.Select((name, share) =>
            Scaler.DescribeOutside(name, Closes(prices, share), "closes of the window", prices.CloseColumns[share]));
        Column[] columns =
            [Column.Text("share"), Column.Text("lastDay"), Column.Number("lastClose"), Column.Number("nextClose"), Column.Number("change")];
        return new Predictions(new Table(columns, [.. prices.Shares.Select((share, place) =>
            {
                double last = prices.Close(prices.Dates.Count - 1, place), next = Scaler.Restore(outputs[place], prices.CloseColumns[place]);
                return (Cell[])[share, lastDay, last, next, next - last];
            })]), [.. prices.Remarks, .. outside.OfType<string>()])
        { IsSynthetic = prices.IsSynthetic };
    }

    double[] Closes(AlignedPrices prices, int share) =>
        [.. Enumerable.Range(prices.Dates.Count - _configuration.Window, _configuration.Window).Select(day => prices.Close(day, share))];

    internal static FeatureScaler ReadScaler(RunMetadata metadata) =>
        FeatureScaler.FromJson(metadata.Require(ScalerKey, "scaler")) is { } scaler && scaler.Features.Count % AlignedPrices.FeaturesOfAShare == 0
            ? scaler
            : throw new InvalidDataException($"{metadata.Path}: the scaler in the metadata cannot be read; use another checkpoint");

    /// <summary>The last day that a model was trained on; null of a checkpoint that does not say so.</summary>
    internal static DateOnly? ReadTrainedUntil(RunMetadata metadata) => metadata.Find(TrainedUntilKey) is not { } text ? null
        : DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new InvalidDataException($"{metadata.Path}: the last day of the training in the metadata cannot be read; use another checkpoint");

    internal override EvaluationOutline Outline(StocksData data) =>
        new([.. LossNames, .. data.Shares.SelectMany(StocksForecast.Names)], [StocksForecast.File]);

    /// <summary>The closes of all days, of which the forecasts are the last ones.</summary>
    internal override IReadOnlyDictionary<string, string> Explain(StocksData data, CancellationToken cancellationToken) =>
        new Dictionary<string, string> { [ClosesFile] = data.Closes.ToCsv() };

    static Model Build(StocksConfiguration configuration, FeatureScaler scaler, ModelSetup setup)
    {
        int features = scaler.Features.Count;
        return RecurrentStack.Build(configuration, setup, [], everyStep: false, new Dense(features / AlignedPrices.FeaturesOfAShare),
            TaskLoss.OfValues(configuration.Loss), [],
            new Shape(configuration.Window, features));
    }
}
