using Unroll.Arguments;

namespace Unroll.Forecasting;

/// <summary>
/// What a forecaster reads and what it forecasts: the last <see cref="Window"/> values of each series, and from them the next <see cref="Horizon"/> ones.
/// </summary>
/// <param name="Window">Values before the forecast that are read, at least 1.</param>
/// <param name="Horizon">Values that are forecast, at least 1.</param>
public sealed record ForecastFrame(int Window, int Horizon)
{
    /// <summary>Values before the forecast that are read.</summary>
    public int Window { get; init => field = Argument.AtLeast(1, value); } = Argument.AtLeast(1, Window);

    /// <summary>Values that are forecast.</summary>
    public int Horizon { get; init => field = Argument.AtLeast(1, value); } = Argument.AtLeast(1, Horizon);

    /// <summary>The columns that are forecast; "value" as <see cref="Series.Of"/> calls it.</summary>
    public IReadOnlyList<string> Targets { get; init; } = ["value"];

    /// <summary>Columns that are read beside the targets, of which only the past is known: a measured temperature.</summary>
    public IReadOnlyList<string> Past { get; init; } = [];

    /// <summary>Columns that are known ahead, so that they are read over the horizon too: holidays, prices, a forecast temperature.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>Numbers that describe a series as a whole.</summary>
    public IReadOnlyList<string> Statics { get; init; } = [];

    /// <summary>Where times lie in the calendar; series need times then.</summary>
    public IReadOnlyList<CalendarFeature> Calendar { get; init; } = [];

    /// <summary>Numbers that are learned for each series and say which one it is; 0 for none. A series that was not learned cannot be forecast then.</summary>
    public int IdentityUnits { get; init => field = Argument.AtLeast(0, value); }

    /// <summary>How columns are scaled, by numbers of the training part.</summary>
    public SeriesScaling Scaling { get; init; } = SeriesScaling.Standard;

    /// <summary>How the targets of each window are scaled besides, by numbers of the window.</summary>
    public WindowScaling WindowScaling { get; init; }

    /// <summary>Numbers of a step that are known ahead.</summary>
    internal int KnownWidth => Known.Count + (Forecasting.Calendar.Width * Calendar.Count);

    /// <summary>Targets and past columns, which are measured.</summary>
    internal IEnumerable<string> Measured => Targets.Concat(Past);

    /// <summary>All columns.</summary>
    internal IEnumerable<string> Columns => Measured.Concat(Known);

    /// <exception cref="ArgumentException">There is no target, a name is missing or there twice, or a scaling is none of its kind.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Targets);
        ArgumentNullException.ThrowIfNull(Past);
        ArgumentNullException.ThrowIfNull(Known);
        ArgumentNullException.ThrowIfNull(Statics);
        ArgumentNullException.ThrowIfNull(Calendar);
        if (!Enum.IsDefined(Scaling))
            throw new ArgumentOutOfRangeException(nameof(Scaling), Scaling, $"Columns are scaled by {string.Join(", ", Enum.GetNames<SeriesScaling>())}.");
        if (!Enum.IsDefined(WindowScaling))
            throw new ArgumentOutOfRangeException(nameof(WindowScaling), WindowScaling,
                $"Windows are scaled by {string.Join(", ", Enum.GetNames<WindowScaling>())}.");
        if (Targets.Count == 0)
            throw new ArgumentException("A forecast needs a target: name a column.", nameof(Targets));
        if (Columns.Concat(Statics).Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException("A column, or a number that describes a series, has no name.", nameof(Targets));
        if (Statics.CountBy(name => name).FirstOrDefault(count => count.Value > 1) is { Key: { } again })
            throw new ArgumentException($"The number '{again}' is named twice.", nameof(Statics));
        if (Columns.CountBy(column => column).FirstOrDefault(count => count.Value > 1) is { Key: { } twice })
            throw new ArgumentException($"The column '{twice}' is named twice; a column is a target, of the past, or known ahead.", nameof(Targets));
    }
}
