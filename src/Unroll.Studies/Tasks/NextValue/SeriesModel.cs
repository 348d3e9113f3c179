using Unroll.Layers;
using Unroll.Models;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Forecasts;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;
using Unroll.Tensors;

namespace Unroll.Studies.Tasks.NextValue;

/// <summary>A model of the series task: it predicts the next value.</summary>
public sealed class SeriesModel : TrainedModel<SeriesData>
{
    const string ScalerKey = "unroll.scaler", PredictionsFile = "predictions.csv";

    static readonly string[] s_metrics =
        ["rmse", .. BaselineComparison.Names.Select(BaselineComparison.RmseOf), "mae", "naiveMae", "rSquared", "skill", BaselineComparison.Probability];

    readonly SeriesConfiguration _configuration;

    internal SeriesModel(SeriesConfiguration configuration, FeatureScaler scaler, ModelSetup setup)
        : base(configuration, Build(configuration, setup), setup.Workers) => (_configuration, Scaler) = (configuration, scaler);

    /// <summary>The numbers of the training part by which values are scaled.</summary>
    public FeatureScaler Scaler { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata => new Dictionary<string, string> { [ScalerKey] = Scaler.ToJson() };

    internal static FeatureScaler ReadScaler(RunMetadata metadata) =>
        FeatureScaler.FromJson(metadata.Require(ScalerKey, "scaler")) is { Features.Count: 1 } scaler
        ? scaler
        : throw new InvalidDataException($"{metadata.Path}: the scaler in the metadata cannot be read; use another checkpoint");

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictionData => [_configuration.Data];

    /// <inheritdoc/>
    protected override SeriesData Reload() => SeriesData.Load(_configuration, Scaler);

    /// <inheritdoc/>
    protected override SeriesData Load(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1
            ? SeriesData.LoadOther(_configuration, names[0], Scaler)
            : throw new SettingException("data", string.Join(' ', names), "one CSV file is expected");
    }

    internal override Evaluation Measure(SeriesData data, CancellationToken cancellationToken)
    {
        double[] predicted = [.. ModelOutputs.Of(this, data.Test.Length, data.WriteTestWindow, cancellationToken).Select(output => Scaler.Restore(output, 0))];
        ForecastMetrics model = ForecastMetrics.Measure(data.Test, predicted, data.Previous), naive = ForecastMetrics.Naive(data.Test, data.Previous);
        var comparison = BaselineComparison.From(BaselineComparison.Forecast(data.Learned, data.Test), data.Test, predicted);
        return new Evaluation(
        [
            .. Losses(data.HeldOut!, data.HeldOutBatchSize, cancellationToken),
            new MetricValue("rmse", model.Rmse),
            .. comparison.Baselines.Select(baseline => new MetricValue(BaselineComparison.RmseOf(baseline.Name), baseline.Rmse)),
            new MetricValue("mae", model.Mae), new MetricValue("naiveMae", naive.Mae), new MetricValue("rSquared", model.RSquared),
            new MetricValue("skill", model.SkillAgainst(naive) ?? double.NaN), new MetricValue(BaselineComparison.Probability, comparison.P),
        ])
        {
            Remarks = [.. new[]
            {
                comparison.Describe(Scaler.Features[0]), Scaler.DescribeOutside(Scaler.Features[0], data.Test, "values of the test", 0),
            }.OfType<string>()],
            Tables = new Dictionary<string, Table>
            {
                [PredictionsFile] = new([Column.Number("actual"), Column.Number("predicted"), Column.Number("naive")],
                    [.. predicted.Select((value, index) => (Cell[])[data.Test[index], value, data.Previous[index]])]),
            },
        };
    }

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        string file = input.FilesOnly(Configuration.Task) switch
        {
            [] => _configuration.Data,
            [var only] => only,
            var several => throw new SettingException("data", string.Join(' ', several), "one CSV file is expected"),
        };
        if (input.Data.Count == 0)
            DataPlaces.Require(_configuration);
        (_, double[] values, IReadOnlyList<string> remarks) = SeriesFile.Read(file, _configuration.Column,
            _configuration.Format with { IsOfAnother = file != _configuration.Data });
        if (values.Length < _configuration.Window)
            throw new InputException($"{file}: {values.Length} values are too few: a window has {_configuration.Window}");
        float[] outputs = ModelOutputs.Of(this, 1, (_, window) => Scaler.Scale(values.AsSpan(values.Length - window.Length)).CopyTo(window), cancellationToken);
        return new Predictions(
            new Table([Column.Number("lastValue"), Column.Number("nextValue")], [[values[^1], Scaler.Restore(outputs[0], 0)]]),
            [
                .. remarks,
                .. new[] { Scaler.DescribeOutside(Scaler.Features[0], values[^_configuration.Window..], "values of the window", 0) }.OfType<string>(),
            ]);
    }

    internal override EvaluationOutline Outline(SeriesData data) => new([.. LossNames, .. s_metrics], [PredictionsFile]);

    static Model Build(SeriesConfiguration configuration, ModelSetup setup) =>
        RecurrentStack.Build(configuration, setup, [], everyStep: false, new Dense(1), TaskLoss.OfValues(configuration.Loss), [],
            new Shape(configuration.Window, 1));
}
