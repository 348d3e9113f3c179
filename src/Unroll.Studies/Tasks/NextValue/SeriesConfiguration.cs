using Unroll.Studies.Data;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.NextValue;

/// <summary>What a run of the series task is made from.</summary>
public sealed record SeriesConfiguration : RunConfiguration
{
    /// <summary>One layer of 64 units, Adam, mean squared error, 50 epochs.</summary>
    public SeriesConfiguration() => (Units, Loss, Batch, Epochs) = (64, "mean_squared_error", 32, 50);

    /// <inheritdoc/>
    public override string Task => SeriesTask.Definition.Name;

    /// <summary>The path of a CSV file, a row per time step.</summary>
    public string Data { get; set; } = "";

    /// <summary>The column's name in the header, or its number from 1; empty where only one column holds numbers.</summary>
    public string Column { get; set; } = "";

    /// <summary>How the file is written, as far as that is not to be found out.</summary>
    public TableFormat Format { get; set; } = new();

    /// <summary>The first share of the values, which is learned; the rest is the test.</summary>
    public double TrainingShare { get; set; } = 0.8;

    /// <summary>How the values are scaled.</summary>
    public ScalerKind Scaler { get; set; } = ScalerKind.Standard;

    /// <summary>Values of a window.</summary>
    public int Window { get; set; } = 24;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => [Data];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => ["loss"];

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [FileIdentity.Of(Data)];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        new Setting<string>("data", SettingKind.Text("FILE"), () => Data, value => Data = value,
            "a CSV file, one row per time step") { Group = SettingGroup.Data },
        new Setting<string>("column", SettingKind.TextOrEmpty("NAME"), () => Column, value => Column = value,
            "the column's name in the header, or its number from 1; not needed where only one column holds numbers") { Group = SettingGroup.Data },
        .. TableSettings.Of(() => Format, value => Format = value),
        Number("trainingShare", SettingKind.Share<double>("a share", withZero: false), () => TrainingShare, value => TrainingShare = value,
            "the first values, which are learned; the others are the test", SettingGroup.Data),
        new Setting<ScalerKind>("scaler", SettingKind.Name(("min_max", ScalerKind.MinMax), ("standard", ScalerKind.Standard)), () => Scaler,
            value => Scaler = value,
            "min_max or standard, fitted on the training part") { Group = SettingGroup.Data },
        Number("window", SettingKind.Count(100_000), () => Window, value => Window = value, "values of a window"),
    ];

    /// <inheritdoc/>
    public override void Check()
    {
        if (Data.Length == 0)
            throw new SettingException("data", ": name a CSV file");
        base.Check();
        if (!TaskLoss.ComparesValues(Loss))
            throw new SettingException("loss", Loss, "it compares class ids, and a series has values; use mean_squared_error or another loss of values");
    }

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(SeriesTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => SeriesTask.Definition.Open(this, metadata, new ModelSetup(null, workers));
}
