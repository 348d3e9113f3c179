using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>A forecaster of a run. Its checkpoints are files that <see cref="Forecaster.Load"/> reads.</summary>
public sealed class ForecastModel : TrainedModel<ForecastData>
{
    readonly ForecastConfiguration _configuration;

    internal ForecastModel(ForecastConfiguration configuration, Forecaster forecaster, ModelSetup setup)
        : base(configuration, setup.Compile(forecaster.Network, forecaster.Head.Loss), setup.Workers) =>
        (_configuration, Forecaster) = (configuration, forecaster);

    /// <summary>The network with its frame, scales and head.</summary>
    public Forecaster Forecaster { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Metadata =>
        new Dictionary<string, string> { [ForecasterFile.Key] = ForecasterFile.Describe(Forecaster) };

    /// <inheritdoc/>
    public override IReadOnlyList<string> PredictionData => _configuration.Data;

    /// <inheritdoc/>
    protected override ForecastData Reload() => ForecastData.Load(_configuration, Forecaster);

    /// <inheritdoc/>
    protected override ForecastData Load(IReadOnlyList<string> names) =>
        ForecastData.LoadOther(_configuration, Other(names), Forecaster);

    internal override Evaluation Measure(ForecastData data, CancellationToken cancellationToken) =>
        new ForecastMeasure(data, Forecaster, _configuration)
            .Run(Losses(data.TestWindows, data.HeldOutBatchSize, cancellationToken), cancellationToken);

    /// <summary>The test is measured once, at the end; where a validation part knows a best epoch, it is said that this is the last one.</summary>
    internal override Evaluation? Conclude(ForecastData data, CancellationToken cancellationToken)
    {
        Evaluation evaluation = Measure(data, cancellationToken);
        return !data.KeepsBest ? evaluation : evaluation with
        {
            Remarks =
            [
                .. evaluation.Remarks,
                "the metrics of the test are those of the last epoch; predict and evaluate take the best one by validation, where it is kept",
            ],
        };
    }

    internal override EvaluationOutline Outline(ForecastData data) => new(
        [.. LossNames, .. ForecastMeasure.MetricNames(data, _configuration.Coverage)],
        [ForecastTable.FileName, ForecastTable.WindowsFile, ForecastMeasure.StepsFile, ForecastMeasure.BaselinesFile]);

    private protected override Predictions PredictFrom(PredictionInput input, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = input.FilesOnly(Configuration.Task);
        if (files.Count == 0)
            DataPlaces.Require(_configuration);
        ForecastConfiguration from = Ahead(files.Count == 0 ? _configuration : Other(files), input.Horizon);
        SeriesCollection read = SeriesReader.Read(from.Data, from.Columns, from.Layout, from.Format);
        try
        {
            Forecaster.RequireStep(read.Series, Forecaster.Step);
            read.RequireValues(Forecaster.Frame.Window, "a window needs");
            read.RequireKnown(ReadAhead(from));
            Forecast[] forecasts = Forecaster.Predict(read.Series, from.Horizon);
            return new Predictions(Rows(from, read.Series, forecasts),
            [
                .. read.Remarks, .. FilledValues.Remarks(Forecaster.Frame, forecasts),
                .. UnknownValues.Remarks(Forecaster, Forecaster.Frame.Columns, column => read.Series.SelectMany((series, place) =>
                    Window(series[column], forecasts[place].Origin, Forecaster.Frame.Known.Contains(column) ? ReadAhead(from) : 0)), "values of the window"),
            ]);
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{string.Join(' ', from.Data)}: {TrainingSpecs.Reason(error)}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new NotFiniteNumberException(error.Message, error);
        }
    }

    /// <summary>The values of a column that a forecast reads.</summary>
    double[] Window(ReadOnlySpan<double> values, int origin, int ahead) => values[(origin - Forecaster.Frame.Window)..(origin + ahead)].ToArray();

    /// <summary>What is forecast where another horizon is asked for: a longer one recursively.</summary>
    /// <exception cref="InputException">The model cannot go on from its own forecasts.</exception>
    ForecastConfiguration Ahead(ForecastConfiguration configuration, int? horizon)
    {
        int atOnce = Forecaster.Frame.Horizon;
        if (horizon is not { } steps)
            return configuration;
        string? reason = steps <= atOnce ? null
            : Forecaster.Frame.Past.Count > 0 ? "and of its past columns nothing is known beyond them"
            : configuration.Coverage is not null && !Forecaster.Head.HasDistribution ? "and learned quantiles say nothing of a forecast from forecasts"
            : null;
        return reason is null
            ? configuration with { Horizon = steps, OutputChunkLength = steps > atOnce ? atOnce : null }
            : throw new InputException($"predict: --horizon {steps}: the model gives {Quantity.Text(atOnce, "value")} at once, {reason}; ask for at most "
                + $"{atOnce}, or train one with --horizon {steps}");
    }

    /// <summary>Values of the columns known ahead that are read: those of whole chunks.</summary>
    int ReadAhead(ForecastConfiguration configuration) => (((configuration.Horizon - 1) / Forecaster.Frame.Horizon) + 1) * Forecaster.Frame.Horizon;

    ForecastConfiguration Other(IReadOnlyList<string> names) =>
        _configuration with { Data = names, Limit = null, Format = _configuration.Format with { IsOfAnother = true } };

    Table Rows(ForecastConfiguration configuration, IReadOnlyList<Series> series, Forecast[] forecasts)
    {
        Func<int, string, (double[] Lower, double[] Upper)>? intervals = ForecastIntervals.Of(configuration, Forecaster, series, forecasts,
            [.. forecasts.Select((forecast, place) => (place, forecast.Origin))]);
        var rows = new List<Cell[]>();
        foreach ((int place, (Series one, Forecast forecast)) in series.Zip(forecasts).Index())
            foreach (string target in Forecaster.Frame.Targets)
            {
                double[] values = forecast.Values(target);
                (double[] Lower, double[] Upper)? ends = intervals?.Invoke(place, target);
                for (int step = 0; step < values.Length; step++)
                    rows.Add(
                    [
                        one.Name, target, ForecastTable.TimeOf(one, forecast.Origin + step), values[step],
                        .. ends is { } interval ? (Cell[])[interval.Lower[step], interval.Upper[step]] : [],
                    ]);
            }

        return new Table(
            [
                Column.Text("series"), Column.Text("target"), Column.Text("time"), Column.Number("predicted"),
                .. configuration.Coverage is null ? (Column[])[] : [Column.Number("lower"), Column.Number("upper")],
            ], rows);
    }
}
