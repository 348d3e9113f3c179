using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Settings;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>Series that were read, and how many of their last values are not learned.</summary>
/// <param name="Name">The files or the data set.</param>
/// <param name="Series">The series, with their test.</param>
/// <param name="Columns">The columns by the names that they have in the series.</param>
/// <param name="Test">The last values of each, which are the test.</param>
/// <param name="Validation">The values before them that each epoch is measured on; 0 for none.</param>
/// <param name="Season">Values of a season; 1 for none.</param>
/// <param name="Remarks">What a reader should know of them.</param>
sealed record SeriesParts(
    string Name, IReadOnlyList<Series> Series, SeriesColumns Columns, int Test, int Validation, int Season, IReadOnlyList<string> Remarks)
{
    const int DefaultShare = 5;

    /// <summary>All values of the first target.</summary>
    public long Values => Series.Sum(series => (long)Count(series));

    /// <summary>Reads series and divides them.</summary>
    /// <exception cref="InputException">A file cannot be read, or a series is too short.</exception>
    public static SeriesParts Read(ForecastConfiguration configuration)
    {
        string name = string.Join(' ', configuration.Data);
        SeriesCollection read = SeriesReader.Read(configuration.Data, configuration.Columns, configuration.Layout, configuration.Format);
        (IReadOnlyList<Series> all, int? asked) = WithTest(configuration, read);
        if (configuration.Limit is { } limit)
            all = [.. all.Select(series => series.Steps(0, limit))];
        string target = read.Columns.Targets[0];
        int shortest = all.Min(series => series[target].Length);
        int test = configuration.Test ?? asked ?? Math.Max(configuration.Horizon, shortest / DefaultShare);
        int season = configuration.Season ?? SeasonOf(all[0].Times?.Step);
        if (configuration.Limit is null && !SeriesSet.IsName(configuration.Data))
        {
            int window = WindowOf(configuration, season), held = test + configuration.Validation;
            read.RequireValues(window + configuration.Horizon + held, string.Create(CultureInfo.InvariantCulture,
                $"a window of {window:N0} and a horizon of {configuration.Horizon:N0} before {Quantity.Text(held, "value")} that are not learned need"),
                "leave it out, give it more, or choose a smaller window, horizon or test");
        }

        if (all.FirstOrDefault(series => series[target].Length <= test + configuration.Validation) is { } shortOne)
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"{name}: {shortOne.Name} has {shortOne[target].Length} values; a test of {test} and a validation of {configuration.Validation} leave none to "
                + $"learn: a smaller test or horizon would do"));
        read.RequireKnown(0);
        if (configuration.Distribution == DistributionKind.NegativeBinomial)
            read.RequireCounts();
        return new SeriesParts(name, all, read.Columns, test, configuration.Validation, season, read.Remarks);
    }

    /// <summary>What a model reads and forecasts of the series.</summary>
    /// <exception cref="InputException">The calendar is asked for, and the series have no times.</exception>
    public ForecastFrame Frame(ForecastConfiguration configuration) =>
        new(WindowOf(configuration, Season), configuration.OutputChunkLength ?? configuration.Horizon)
        {
            Targets = Columns.Targets, Known = Columns.Known, Past = Columns.Past, Statics = Columns.Statics, IdentityUnits = configuration.IdentityUnits,
            Scaling = configuration.Scaler, WindowScaling = configuration.WindowScaler, Calendar = !configuration.Calendar ? []
                : Series[0].Times is { } times ? Forecasting.Calendar.Of(times.Step)
                : throw new SettingException("calendar", $": {Name} has no times"),
        };

    /// <summary>Requires each target to change in what is learned.</summary>
    /// <exception cref="InputException">One is the same in all series.</exception>
    public void RequireChange()
    {
        if (Columns.Targets.FirstOrDefault(column => Series.All(series => IsConstant(Learned(series)[column]))) is { } constant)
            throw new InputException($"{Name}: {constant} never changes in what is learned, so that there is nothing to forecast; choose another --target");
    }

    static int WindowOf(ForecastConfiguration configuration, int season) => configuration.Window ?? 2 * Math.Max(configuration.Horizon, season);

    /// <summary>What is learned of a series.</summary>
    public Series Learned(Series series) => series.Steps(0, Count(series) - Test - Validation);

    /// <summary>Values of a series' first target.</summary>
    public int Count(Series series) => series[Columns.Targets[0]].Length;

    /// <summary>The series of a competition with the values that it asked for, and how many they are.</summary>
    static (IReadOnlyList<Series> Series, int? Test) WithTest(ForecastConfiguration configuration, SeriesCollection read)
    {
        if (!SeriesSet.IsName(configuration.Data) || SeriesSet.Load(configuration.Data[0]) is not { Test: { } asked } set)
            return (read.Series, null);
        string column = read.Columns.Targets[0];
        return ([.. set.Series.Zip(asked, (given, later) => given.With(column, [.. given[column], .. later[column]]))], asked[0][column].Length);
    }

    static bool IsConstant(ReadOnlySpan<double> values)
    {
        double first = double.NaN;
        foreach (double value in values)
        {
            if (!double.IsNaN(first) && !double.IsNaN(value) && value != first)
                return false;
            first = double.IsNaN(value) ? first : value;
        }

        return true;
    }

    /// <summary>The values of a season that the distance of two values suggests.</summary>
    static int SeasonOf(TimeStep? step) => step switch
    {
        null => 1,
        { IsBusinessDay: true } => 5,
        { Months: > 0 and var months } => 12 % months == 0 ? 12 / months : 1,
        { Span: var span } when span == TimeStep.Week.Span => 52,
        { Span: var span } when span == TimeStep.Day.Span => 7,
        { Span: var span } when span < TimeStep.Day.Span && TimeStep.Day.Span.Ticks % span.Ticks == 0 => (int)(TimeStep.Day.Span / span),
        _ => 1,
    };
}
