using Unroll.Studies.Runs;

namespace Unroll.Studies.Tasks.NextValue;

/// <summary>The next value of one column of numbers, from the values before it.</summary>
public sealed class SeriesTask : TaskDefinition<SeriesConfiguration, SeriesData>
{
    SeriesTask()
        : base("series", "trains a model that predicts the next value of a column of numbers")
    {
    }

    /// <summary>The task.</summary>
    public static SeriesTask Definition { get; } = new();

    /// <inheritdoc/>
    public override IReadOnlyList<(string Command, string Meaning)> Examples =>
    [
        ("unroll train series --data load.csv --column kW", "on a column of a CSV file of yours"),
        ("unroll train series --data temperature.csv --window 48 --cell lstm", "from the last 48 values"),
    ];

    /// <inheritdoc/>
    protected internal override SeriesData Load(SeriesConfiguration configuration, RunMetadata? weights) => SeriesData.Load(configuration);

    /// <inheritdoc/>
    protected internal override TrainedModel<SeriesData> Create(SeriesConfiguration configuration, SeriesData data, ModelSetup setup)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new SeriesModel(configuration, data.Scaler, setup);
    }

    /// <inheritdoc/>
    protected internal override TrainedModel<SeriesData> Open(SeriesConfiguration configuration, RunMetadata metadata, ModelSetup setup) =>
        new SeriesModel(configuration, SeriesModel.ReadScaler(metadata), setup);
}
