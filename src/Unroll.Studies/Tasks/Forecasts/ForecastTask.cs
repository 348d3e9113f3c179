using Unroll.Forecasting;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>The values to come of one or many series, any number of steps ahead, with intervals.</summary>
public sealed class ForecastTask : TaskDefinition<ForecastConfiguration, ForecastData>
{
    ForecastTask()
        : base("forecast", "trains a model that forecasts series: any horizon, one or many series, with intervals")
    {
    }

    /// <summary>The task.</summary>
    public static ForecastTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["series"];

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train forecast --data load.csv --target kW --horizon 24 --interval 90", "the next day of a column, with intervals"),
        ("unroll train forecast --data shops.csv --series shop --target sold --known holiday --horizon 7 --distribution negative_binomial",
            "counts of many shops, with what is known ahead"),
        ("unroll train forecast --data m4-hourly --horizon 48 --window 168 --window-scaler standard", "the hourly series of the M4 competition"),
    ];

    /// <inheritdoc/>
    protected internal override ForecastData Load(ForecastConfiguration configuration, RunMetadata? weights) => ForecastData.Load(configuration);

    /// <inheritdoc/>
    protected internal override TrainedModel<ForecastData> Create(ForecastConfiguration configuration, ForecastData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(data);
        try
        {
            return new ForecastModel(configuration, new Forecaster(data.Frame, NetworkKinds.Create(configuration), data.Head, data.Scaler,
                data.Series[0].Times?.Step, data.Series.Select(series => series.Name)), setup);
        }
        catch (ArgumentException error)
        {
            throw new InputException($"{string.Join(' ', configuration.Data)}: {TrainingSpecs.Reason(error)}", error);
        }
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<ForecastData> Open(ForecastConfiguration configuration, RunMetadata metadata, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return new ForecastModel(configuration, ForecasterFile.Make(metadata.Require(ForecasterFile.Key, "forecaster"), metadata.Path), setup);
    }
}
