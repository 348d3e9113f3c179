using System.Globalization;
using Unroll.Data;
using Unroll.Forecasting;
using Unroll.Forecasting.Hybrid;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Runs;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Smoothing;

/// <summary>The series of a run: of each the last horizon is the test; of a competition's, what it asked for.</summary>
public sealed class SmoothingData : TaskData
{
    readonly string _name;

    SmoothingData(SmoothingConfiguration configuration, SeriesCollection read, IReadOnlyList<Series> series, int[] learned)
        : base(configuration)
    {
        (Column, Series, Learned, Remarks) = (read.Columns.Targets[0], series, learned, read.Remarks);
        Values = [.. series.Select(one => one[Column].ToArray())];
        _name = string.Join(' ', configuration.Data);
        Samples = new SmoothingSamples(configuration.Sizes, Values, learned);
        HeldOut = Samples.AtEnd;
    }

    /// <inheritdoc/>
    public override DataSet Training => Samples;

    /// <summary>Of each network the horizon after what it learns: of those whose mean is the forecast, the test.</summary>
    public override DataSet HeldOut { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks { get; }

    /// <inheritdoc/>
    public override string Unit => "series";

    /// <inheritdoc/>
    public override string Description => string.Create(CultureInfo.InvariantCulture,
        $"{_name}: {Quantity.Text(Series.Count, "series")[..^(Series.Count == 1 ? 0 : 1)]}, {Learned.Sum():N0} values to learn, of each the next "
        + $"{Values[0].Length - Learned[0]:N0} are the test");

    /// <summary>The series, with their test.</summary>
    internal new IReadOnlyList<Series> Series { get; }

    /// <summary>The column that is forecast.</summary>
    internal string Column { get; }

    /// <summary>The values of each series, with their test.</summary>
    internal double[][] Values { get; }

    /// <summary>How many of them are learned.</summary>
    internal int[] Learned { get; }

    /// <summary>The series as the networks read them.</summary>
    internal SmoothingSamples Samples { get; }

    /// <summary>Reads the series of a run.</summary>
    /// <exception cref="InputException">A file cannot be read, or a series cannot be smoothed.</exception>
    internal static SmoothingData Load(SmoothingConfiguration configuration)
    {
        SeriesCollection read = Read(configuration);
        string column = read.Columns.Targets[0];
        IReadOnlyList<Series>? asked = SeriesSet.IsName(configuration.Data) ? SeriesSet.Load(configuration.Data[0]).Test : null;
        int test = asked is null ? configuration.Horizon : 0;
        if (asked is not null && asked[0][column].Length != configuration.Horizon)
            throw new SettingException("horizon", configuration.Horizon, $"{configuration.Data[0]} asks for {asked[0][column].Length} values");
        RequireValues(configuration, read, test);
        Series[] series = asked is null ? [.. read.Series]
            : [.. read.Series.Zip(asked, (given, later) => given.With(column, [.. given[column], .. later[column]]))];
        int[] learned = [.. read.Series.Select(one => one[column].Length - test)];
        RequireScales(configuration, read, learned);
        return new SmoothingData(configuration, read, series, learned);
    }

    /// <summary>Reads the series of a run as they are now, for forecasts after their last values.</summary>
    /// <param name="configuration">What the run was made from.</param>
    /// <param name="known">The series that its model has learned.</param>
    /// <exception cref="InputException">A file cannot be read, a series is not there any more or cannot be smoothed.</exception>
    internal static SmoothingData LoadAll(SmoothingConfiguration configuration, IReadOnlyList<KeyValuePair<string, int>> known)
    {
        SeriesCollection read = Read(configuration);
        string column = read.Columns.Targets[0];
        RequireValues(configuration, read, test: 0);
        var byName = read.Series.ToDictionary(series => series.Name);
        Series[] series = [.. known.Select(one => byName.TryGetValue(one.Key, out Series? found) && found[column].Length >= one.Value ? found
            : throw new InputException($"{string.Join(' ', configuration.Data)}: '{one.Key}' has not the {one.Value:N0} values any more that were learned"))];
        return new SmoothingData(configuration, read, series, [.. known.Select(one => one.Value)]);
    }

    static SeriesCollection Read(SmoothingConfiguration configuration)
    {
        SeriesCollection read = SeriesReader.Read(configuration.Data, configuration.Columns, configuration.Layout, configuration.Format);
        return read.Columns.Targets.Count == 1 ? read
            : throw new SettingException("target", string.Join(',', read.Columns.Targets), "one column; a series has one value at a time");
    }

    /// <summary>Enough values, all above 0 and without gaps.</summary>
    static void RequireValues(SmoothingConfiguration configuration, SeriesCollection read, int test)
    {
        int least = configuration.Sizes.LeastLength + test;
        read.RequireValues(least, "horizon, season and what intervals are calibrated by need");
        foreach ((Series series, SeriesLines lines) in read.Series.Zip(read.Lines))
            for (int step = 0; step < series[read.Columns.Targets[0]].Length; step++)
                if (series[read.Columns.Targets[0]][step] is var value && !(value > 0))
                    throw new InputException(string.Create(CultureInfo.InvariantCulture,
                        $"{lines[step]}: '{series.Name}' {(double.IsNaN(value) ? "has a gap" : $"is {value}")}; smoothing needs values above 0 at all steps"));
    }

    /// <summary>Series that move: errors are divided by how far.</summary>
    static void RequireScales(SmoothingConfiguration configuration, SeriesCollection read, int[] learned)
    {
        for (int place = 0; place < learned.Length; place++)
            if (PointMeasures.SeasonalScale(read.Series[place][read.Columns.Targets[0]][..learned[place]], configuration.ScoredSeason) == 0)
                throw new InputException($"{read.Lines[place][0]}: '{read.Series[place].Name}' "
                    + (configuration.ScoredSeason == 1 ? "never changes" : $"repeats itself exactly every {configuration.ScoredSeason} values")
                    + ", so that there is nothing to learn; leave it out");
    }
}
