using System.Globalization;
using Unroll.Forecasting.Hybrid;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Smoothing;

/// <summary>What a run of the smoothing task is made from.</summary>
public sealed record SmoothingConfiguration : RunConfiguration
{
    const int MostSteps = 100_000;
    const string OwnLoss = "quantile";

    /// <summary>What the networks, which have a form and a loss of their own, do not have.</summary>
    static readonly (string Name, Func<SmoothingConfiguration, bool> IsSet)[] s_notHere =
    [
        ("cell", run => run.Cell != "lstm"), ("layers", run => run.Layers > 1), ("dropout", run => run.Dropout > 0),
        ("inputDropout", run => run.InputDropout > 0), ("recurrentDropout", run => run.RecurrentDropout > 0), ("zoneout", run => run.Zoneout > 0),
        ("zoneoutCell", run => run.ZoneoutCell > 0), ("lockedDropout", run => run.LockedDropout), ("loss", run => TaskLoss.LongName(run.Loss) != OwnLoss),
    ];

    /// <summary>One network of four dilated LSTMs of 40 units, Adam with a rate that falls, 80 epochs.</summary>
    public SmoothingConfiguration() =>
        (Cell, Units, Loss, Schedule, Clip, Batch, Epochs) = ("lstm", 40, OwnLoss, "cosine:alpha=0.02", 1, 16, 80);

    /// <inheritdoc/>
    public override string Task => SmoothingTask.Definition.Name;

    /// <inheritdoc/>
    public override DataKind? Kind => DataKind.Series;

    /// <summary>CSV files, or the name of a data set.</summary>
    public IReadOnlyList<string> Data { get; set; } = [];

    /// <summary>How a table holds series.</summary>
    public SeriesLayout Layout { get; set; }

    /// <summary>What the columns mean.</summary>
    public SeriesColumns Columns { get; set; } = new();

    /// <summary>How the files are written, as far as that is not to be found out.</summary>
    public TableFormat Format { get; set; } = new();

    /// <summary>Values that are forecast; the last ones of each series are the test.</summary>
    public int Horizon { get; set; } = 1;

    /// <summary>Values of each season; the first one is that of the scores.</summary>
    public IReadOnlyList<int> Seasons { get; set; } = [];

    /// <summary>Values that a network reads at a time.</summary>
    public int Window { get; set; } = 24;

    /// <summary>The dilation of each LSTM.</summary>
    public IReadOnlyList<int> Dilations { get; set; } = [1, 2, 4, 8];

    /// <summary>LSTMs of a block, around which there is a residual connection.</summary>
    public int BlockLayers { get; set; } = 2;

    /// <summary>Networks whose mean is the forecast.</summary>
    public int Members { get; set; } = 1;

    /// <summary>Networks more by which the intervals are calibrated.</summary>
    public int CalibrationOrigins { get; set; }

    /// <summary>The percentage of values that the intervals are to hold.</summary>
    public double Interval { get; set; } = 95;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => Data;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => ["loss"];

    /// <inheritdoc/>
    public override float DefaultLearningRate => TrainingSpecs.NameOf(Optimizer) == "adam" ? 0.005f : base.DefaultLearningRate;

    /// <inheritdoc/>
    public override string ModelDescription =>
        $"{Quantity.Text(Members + CalibrationOrigins, "network")} of lstm {Units}, dilations {string.Join(", ", Dilations)}, on smoothed series";

    /// <inheritdoc/>
    public override string LossDescription => string.Create(CultureInfo.InvariantCulture, $"quantiles of an interval of {Interval} %");

    /// <summary>The season of the scores; 1 for none.</summary>
    internal int ScoredSeason => Seasons.FirstOrDefault(1);

    /// <summary>The sizes of the networks, and how many there are.</summary>
    internal SmoothingForecaster Sizes => new()
    {
        Horizon = Horizon, Seasons = Seasons, Window = Window, Dilations = [.. Dilations.Chunk(BlockLayers)], Units = Units, BatchSize = Batch,
        Coverage = Interval / 100, Members = Members, CalibrationOrigins = CalibrationOrigins, Seed = Seed,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [.. SeriesSet.Locate(Data).Select(FileIdentity.Of)];

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        new Setting<IReadOnlyList<string>>("data", SettingKind.Texts("FILE|NAME"), () => Data, value => Data = value,
            "CSV files, a row for each time or a row for each series (layout), or the name of a data set; values above 0") { Group = SettingGroup.Data },
        .. SeriesColumnSettings.Of(() => Columns, value => Columns = value, () => Layout, value => Layout = value)
            .Where(setting => setting.Name is not ("known" or "past" or "static")),
        .. TableSettings.Of(() => Format, value => Format = value),
        Number("horizon", SettingKind.Count(MostSteps), () => Horizon, value => Horizon = value,
            "values to forecast; the last ones of each series are the test, of a competition's set those that it asked for", SettingGroup.Model),
        Number("seasons", Positive(), () => Seasons, value => Seasons = value,
            "values of each season, the one of the scores first: 24 or 24,168; none for a level alone", SettingGroup.Model),
        Number("window", SettingKind.Count(MostSteps), () => Window, value => Window = value, "values that a network reads at a time", SettingGroup.Model),
        Number("dilations", Positive(), () => Dilations, value => Dilations = value, "how many steps each lstm goes back", SettingGroup.Model),
        Number("blockLayers", SettingKind.Count(64), () => BlockLayers, value => BlockLayers = value,
            "lstms of a block; a connection leads around each block but the first", SettingGroup.Model),
        Number("members", SettingKind.Count(64), () => Members, value => Members = value, "networks, whose mean is the forecast", SettingGroup.Model),
        Number("calibrationOrigins", SettingKind.Whole(0, 64), () => CalibrationOrigins, value => CalibrationOrigins = value,
            "networks more that do not learn the last horizon, the last two …; the intervals take their width from what these forecast of them",
            SettingGroup.Model),
        Number("interval", SettingKind.Number<double>(value => value is > 0 and < 100 ? null : "a percentage above 0 and below 100"), () => Interval,
            value => Interval = value, "the percentage of values that the interval of a forecast holds"),
    ];

    /// <inheritdoc/>
    public override void Check()
    {
        if (Data.Count == 0)
            throw new SettingException("data", ": name a CSV file or a data set");
        base.Check();
        foreach ((string name, Func<SmoothingConfiguration, bool> isSet) in s_notHere)
            if (isSet(this))
                throw new SettingException(name, ": the networks of this task have a form and a loss of their own; leave it out");
        if (Dilations.Count == 0)
            throw new SettingException("dilations", ": at least one, for each lstm its own");
        if (SmoothingForecaster.CommonMultiple(Dilations) > SmoothingForecaster.MostPositions)
            throw new SettingException("dilations", string.Join(',', Dilations),
                $"a step forecasts from as many positions as all of them divide, at most {SmoothingForecaster.MostPositions:N0}; choose multiples");
    }

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(SmoothingTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => SmoothingTask.Definition.Open(this, metadata, new ModelSetup(null, workers));

    static SettingKind<IReadOnlyList<int>> Positive() =>
        SettingKind.Numbers<int>(values => values.All(value => value is >= 1 and <= MostSteps) ? null : "whole numbers of at least 1");
}
