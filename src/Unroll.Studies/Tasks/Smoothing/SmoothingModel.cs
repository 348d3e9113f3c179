using Unroll.Forecasting.Hybrid;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks.Forecasts;

namespace Unroll.Studies.Tasks.Smoothing;

/// <summary>The networks of a run, with the coefficients of the series that they have learned.</summary>
public sealed class SmoothingModel : TrainedModel<SmoothingData>
{
    readonly SmoothingConfiguration _configuration;
    readonly SmoothingEnsemble _ensemble;
    readonly IReadOnlyList<KeyValuePair<string, int>> _series;

    internal SmoothingModel(SmoothingConfiguration configuration, IReadOnlyList<KeyValuePair<string, int>> series, ModelSetup setup)
        : this(configuration, new SmoothingEnsemble(configuration.Sizes, series.Count), series, setup) => _ensemble.Build();

    SmoothingModel(
        SmoothingConfiguration configuration, SmoothingEnsemble ensemble, IReadOnlyList<KeyValuePair<string, int>> series, ModelSetup setup)
        : base(configuration, setup.Compile(ensemble, ensemble.PinballLoss), setup.Workers) =>
        (_configuration, _ensemble, _series) = (configuration, ensemble, series);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string> { [LearnedSeries.Key] = LearnedSeries.Write(_series) };

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictionData => _configuration.Data;

    /// <summary>The model of a run that begins.</summary>
    internal static SmoothingModel Begin(SmoothingConfiguration configuration, SmoothingData data, ModelSetup setup)
    {
        var model = new SmoothingModel(configuration,
            [.. data.Series.Zip(data.Learned, (series, learned) => KeyValuePair.Create(series.Name, learned))], setup);
        model._ensemble.Begin(data.Samples, setup.Workers);
        return model;
    }

    /// <inheritdoc/>
    protected override SmoothingData Reload() => SmoothingData.Load(_configuration);

    /// <inheritdoc/>
    protected override SmoothingData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        throw new SettingException("data", string.Join(' ', names), OwnSeriesOnly);
    }

    internal override Evaluation Measure(SmoothingData data, CancellationToken cancellationToken)
    {
        List<MetricValue> losses = Losses(data.HeldOut, data.HeldOutBatchSize, cancellationToken);
        return SmoothingScore.Of(_configuration, data, _ensemble.Forecast(data.Samples, isAfterAll: false, Workers, cancellationToken), losses);
    }

    internal override EvaluationOutline Outline(SmoothingData data) => new([.. LossNames, .. SmoothingScore.MetricNames(data)], SmoothingScore.Files);

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        if (input.FilesAlone(Configuration.Task) is { Count: > 0 } files)
            throw new InputException($"predict: --data {string.Join(' ', files)}: {OwnSeriesOnly}");
        DataPlaces.Require(_configuration);
        var data = SmoothingData.LoadAll(_configuration, _series);
        SmoothingForecast[] forecasts = _ensemble.Forecast(data.Samples, isAfterAll: true, Workers, cancellationToken);
        IEnumerable<Cell[]> rows = data.Series.Zip(forecasts).SelectMany(pair => Enumerable.Range(0, _configuration.Horizon).Select(step => (Cell[])
        [
            pair.First.Name, ForecastTable.TimeOf(pair.First, pair.First[data.Column].Length + step), pair.Second.Point[step], pair.Second.Lower[step],
            pair.Second.Upper[step],
        ]));
        return new Predictions(
            new Table([Column.Text("series"), Column.Text("time"), Column.Number("predicted"), Column.Number("lower"), Column.Number("upper")], [.. rows]),
            data.Remarks);
    }

    static string OwnSeriesOnly => "each series has coefficients that were learned with it, so that the model forecasts no others; leave the data out";
}
