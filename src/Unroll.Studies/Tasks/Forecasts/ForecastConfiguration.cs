using System.Globalization;
using Unroll.Forecasting;
using Unroll.Forecasting.Heads;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>What a run of the forecast task is made from.</summary>
public sealed record ForecastConfiguration : RunConfiguration
{
    const int MostSteps = 100_000, MostPaths = 10_000;
    const double Rounding = 1e-6;
    const string DefaultLoss = "mean_squared_error";

    /// <summary>One GRU of 64 units, Adam, 20 epochs; of each value the value alone.</summary>
    public ForecastConfiguration() => (Units, Loss, Batch, Epochs) = (64, DefaultLoss, 32, 20);

    /// <inheritdoc/>
    public override string Task => ForecastTask.Definition.Name;

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

    /// <summary>The first values of each series that are used; null for all.</summary>
    public int? Limit { get; set; }

    /// <summary>The last values of each series, which are the test; null for a fifth, at least a horizon.</summary>
    public int? Test { get; set; }

    /// <summary>The values before the test by which the best epoch is known; 0 for none.</summary>
    public int Validation { get; set; }

    /// <summary>Values from one forecast of the test to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Values that are forecast.</summary>
    public int Horizon { get; set; } = 1;

    /// <summary>Values that the network gives at once: the horizon is forecast recursively, from them; null for the whole horizon.</summary>
    public int? OutputChunkLength { get; set; }

    /// <summary>Values before the forecast that are read; null for twice the horizon or twice the season, whichever is more.</summary>
    public int? Window { get; set; }

    /// <summary>Values of a season; null for what the step suggests.</summary>
    public int? Season { get; set; }

    /// <summary>Whether the network reads the calendar.</summary>
    public bool Calendar { get; set; }

    /// <summary>Numbers that are learned for each series; 0 for none.</summary>
    public int IdentityUnits { get; set; }

    /// <summary>How columns are scaled.</summary>
    public SeriesScaling Scaler { get; set; }

    /// <summary>How the targets of each window are scaled besides.</summary>
    public WindowScaling WindowScaler { get; set; }

    /// <summary>The network.</summary>
    public NetworkKind Network { get; set; }

    /// <summary>Values of a segment of the network of segments.</summary>
    public int Segment { get; set; } = 24;

    /// <summary>The dilation of each layer of the dilated network.</summary>
    public IReadOnlyList<int> Dilations { get; set; } = [1, 2, 4, 8];

    /// <summary>The quantiles that are learned; none for a value or a distribution.</summary>
    public IReadOnlyList<double> Quantiles { get; set; } = [];

    /// <summary>The percentage of values that the interval of a forecast holds; null where none is asked for.</summary>
    public double? Interval { get; set; }

    /// <summary>The distribution that is learned; null for none.</summary>
    public DistributionKind? Distribution { get; set; }

    /// <summary>The paths that the interval of a recursive forecast is made from.</summary>
    public int Paths { get; set; } = 100;

    /// <inheritdoc/>
    public override IReadOnlyList<string> DataNames => Data;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Metrics => ["loss"];

    /// <inheritdoc/>
    public override IReadOnlyList<FileIdentity> IdentifyData() => [.. SeriesSet.Locate(Data).Select(FileIdentity.Of)];

    /// <summary>Whether the network gives a part of the horizon at a time.</summary>
    internal bool IsRecursive => OutputChunkLength < Horizon;

    /// <summary>The share of values that the interval of a forecast holds; null where the model has learned none.</summary>
    internal double? Coverage => Interval is { } percent ? percent / 100
        : Quantiles.Count > 1 && Math.Abs(Quantiles[0] + Quantiles[^1] - 1) < Rounding ? Quantiles[^1] - Quantiles[0]
        : Distribution is null ? null : 0.9;

    /// <inheritdoc/>
    public override string ModelDescription => Network switch
    {
        NetworkKind.Segments => $"segments of {Segment}, gru {Units}",
        NetworkKind.EncoderDecoder => $"encoder and decoder, {Cell} {Units}",
        NetworkKind.Dilated => $"{Cell} {Units}, dilations {string.Join(", ", Dilations)}",
        _ => base.ModelDescription,
    };

    /// <inheritdoc/>
    public override string LossDescription => NetworkKinds.Head(this) switch
    {
        QuantileHead head => $"quantiles {string.Join(' ', head.Quantiles.Select(one => one.ToString("0.####", CultureInfo.InvariantCulture)))}",
        ValueHead => Loss,
        var head => $"{head.Name} likelihood",
    };

    /// <inheritdoc/>
    protected override IEnumerable<Setting> TaskSettings =>
    [
        new Setting<IReadOnlyList<string>>("data", SettingKind.Texts("FILE|NAME"), () => Data, value => Data = value,
            "CSV files, a row for each time or a row for each series (layout), or the name of a data set") { Group = SettingGroup.Data },
        .. SeriesColumnSettings.Of(() => Columns, value => Columns = value, () => Layout, value => Layout = value),
        .. TableSettings.Of(() => Format, value => Format = value),
        Number("limit", SettingKind.Optional(SettingKind.Count()), () => Limit, value => Limit = value,
            "the first values of each series; the others are left out", SettingGroup.Data),
        Number("test", SettingKind.Optional(SettingKind.Count()), () => Test, value => Test = value,
            "the last values of each series, which are the test, at least a horizon; otherwise a fifth, of a competition's set what it asked for",
            SettingGroup.Data),
        Number("validation", SettingKind.Whole(0, int.MaxValue), () => Validation, value => Validation = value,
            "values before the test that each epoch is measured on; 0: the test", SettingGroup.Data),
        Number("stride", SettingKind.Count(), () => Stride, value => Stride = value, "values from one forecast of the test to the next", SettingGroup.Data),
        Number("horizon", SettingKind.Count(MostSteps), () => Horizon, value => Horizon = value, "values to forecast", SettingGroup.Model),
        Number("outputChunkLength", SettingKind.Optional(SettingKind.Count(MostSteps)), () => OutputChunkLength, value => OutputChunkLength = value,
            "values that the network gives at once; a longer horizon is forecast recursively, from the forecasts themselves", SettingGroup.Model),
        Number("window", SettingKind.Optional(SettingKind.Count(MostSteps)), () => Window, value => Window = value,
            "values that a forecast is made from; otherwise twice the horizon or the season, whichever is more", SettingGroup.Model),
        Number("season", SettingKind.Optional(SettingKind.Count(MostSteps)), () => Season, value => Season = value,
            "values of a season; otherwise 24 of hours, 7 of days, 52 of weeks, 12 of months, 4 of quarters, else 1", SettingGroup.Data),
        new Setting<bool>("calendar", SettingKind.Flag, () => Calendar, value => Calendar = value,
            "read the hour, the day of the week and the day of the year, as far as the steps differ in them") { Group = SettingGroup.Model },
        Number("identityUnits", SettingKind.Whole(0, 1024), () => IdentityUnits, value => IdentityUnits = value,
            "numbers that are learned for each series; 0 for none", SettingGroup.Model),
        new Setting<SeriesScaling>("scaler",
            SettingKind.Name(("standard", SeriesScaling.Standard), ("min_max", SeriesScaling.MinMax), ("none", SeriesScaling.None)), () => Scaler,
            value => Scaler = value, "standard, min_max or none, fitted on the training part of all series") { Group = SettingGroup.Model },
        new Setting<WindowScaling>("windowScaler",
            SettingKind.Name(("none", WindowScaling.None), ("last", WindowScaling.Last), ("standard", WindowScaling.Standard)), () => WindowScaler,
            value => WindowScaler = value, "by each window's own values: none; last: less the last one; standard: mean and deviation")
        { Group = SettingGroup.Model },
        new Setting<NetworkKind>("network",
            SettingKind.Name(("recurrent", NetworkKind.Recurrent), ("dilated", NetworkKind.Dilated), ("encoder_decoder", NetworkKind.EncoderDecoder),
                ("segments", NetworkKind.Segments)), () => Network, value => Network = value,
            "recurrent: the last state gives the horizon; dilated: layers that skip steps; encoder_decoder: step by step, with attention; segments: SegRNN")
        { Group = SettingGroup.Model },
        Number("segment", SettingKind.Count(MostSteps), () => Segment, value => Segment = value, "values of a segment", SettingGroup.Model),
        Number("dilations", SettingKind.Numbers<int>(values => values.All(value => value is >= 1 and <= MostSteps) ? null : "whole numbers of at least 1"),
            () => Dilations, value => Dilations = value, "how many steps each layer of the dilated network goes back", SettingGroup.Model),
        Number("quantiles", SettingKind.Numbers<double>(values =>
                values.All(value => value is > 0 and < 1) && values.SequenceEqual(values.Distinct().Order()) ? null : "above 0 and below 1, in rising order"),
            () => Quantiles, value => Quantiles = value, "the quantiles to learn: 0.1,0.5,0.9", SettingGroup.Model),
        Number("interval",
            SettingKind.Optional(SettingKind.Number<double>(value => value is >= 1 and < 100 ? null : "a percentage from 1 to below 100, such as 90")),
            () => Interval, value => Interval = value, "the percentage of values that the interval of a forecast holds: 90", SettingGroup.Model),
        new Setting<DistributionKind?>("distribution",
            SettingKind.Optional(SettingKind.Name(("normal", DistributionKind.Normal), ("student_t", DistributionKind.StudentT),
                ("negative_binomial", DistributionKind.NegativeBinomial))), () => Distribution, value => Distribution = value,
            "learn a distribution: normal, student_t, or negative_binomial for counts") { Group = SettingGroup.Model },
        Number("paths", SettingKind.Count(MostPaths), () => Paths, value => Paths = value,
            "paths that are drawn from the distribution for the interval of a recursive forecast", SettingGroup.Model),
    ];

    /// <inheritdoc/>
    public override void Check()
    {
        if (Data.Count == 0)
            throw new SettingException("data", ": name a CSV file or a data set");
        base.Check();
        if (!TaskLoss.ComparesValues(Loss))
            throw new SettingException("loss", Loss, "it compares class ids, and a series has values; use mean_squared_error or another loss of values");
        if (Test < Horizon)
            throw new SettingException("test", Test, $"at least the horizon of {Horizon}");
        if (Validation > 0 && Validation < Horizon)
            throw new SettingException("validation", Validation, $"0, or at least the horizon of {Horizon}");
        CheckHead();
        CheckChunk();
        NetworkKinds.Check(this);
    }

    /// <inheritdoc/>
    public override PreparedRun Prepare(RunOptions options, CancellationToken cancellationToken = default) =>
        PreparedRun.From(ForecastTask.Definition, this, options, cancellationToken);

    internal override TrainedModel Open(RunMetadata metadata, int workers) => ForecastTask.Definition.Open(this, metadata, new ModelSetup(null, workers));

    void CheckChunk()
    {
        if (OutputChunkLength is not { } chunk)
            return;
        if (Horizon % chunk != 0)
            throw new SettingException("outputChunkLength", chunk, $"a divisor of the horizon of {Horizon}");
        if (!IsRecursive)
            return;
        if (Distribution is null && (Quantiles.Count > 0 || Interval is not null))
            throw new SettingException("outputChunkLength", chunk,
                "learned quantiles say nothing of a forecast from forecasts; learn a distribution, of which paths are drawn, or leave it out");
        if (Columns.Past.Count > 0)
            throw new SettingException("outputChunkLength", chunk,
                "nothing is known of the past columns when the later forecasts are made; leave it out, or the columns");
    }

    void CheckHead()
    {
        if (Quantiles.Count > 0 && Distribution is not null)
            throw new SettingException("distribution", ": a model learns quantiles or a distribution; leave one out");
        if ((Quantiles.Count > 0 || Interval is not null || Distribution is not null) && TaskLoss.LongName(Loss) != DefaultLoss)
            throw new SettingException("loss", Loss, "quantiles and distributions have losses of their own; leave it out");
        if (Distribution == DistributionKind.NegativeBinomial && WindowScaler != WindowScaling.None)
            throw new SettingException("windowScaler", ": counts are learned as they are, so that windows are not scaled; leave it out");
        if (Interval is { } percent && Quantiles.Count > 0
            && (Quantiles[0] > ((1 - (percent / 100)) / 2) + Rounding || Quantiles[^1] < ((1 + (percent / 100)) / 2) - Rounding))
            throw new SettingException("interval", percent, "the quantiles that are learned do not reach its ends");
    }
}
