namespace Unroll.Forecasting;

/// <summary>
/// A series: values at regular times in named columns, and numbers that describe it as a whole. NaN is a gap. Columns that are known ahead of time, such as
/// holidays or prices, may go on beyond the last value of the others. A series never changes: <see cref="With"/> gives another one.
/// </summary>
/// <example>
/// <code>
/// var hourly = new TimeIndex(new DateTime(2024, 1, 1), TimeStep.Hour);
/// Series load = new Series("hall 3", hourly).With("kW", kilowatts).With("holiday", holidays).WithStatic("floors", 2);
/// </code>
/// </example>
public sealed class Series
{
    readonly OrderedDictionary<string, double[]> _columns = [];
    readonly OrderedDictionary<string, double> _statics = [];

    /// <summary>A series without columns.</summary>
    /// <param name="name">What it is called in messages and tables.</param>
    /// <param name="times">When its values are from; null where that is not known.</param>
    public Series(string name, TimeIndex? times = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        (Name, Times) = (name, times);
    }

    Series(Series other, TimeIndex? times)
        : this(other.Name, times) => (_columns, _statics) = (new(other._columns), new(other._statics));

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>When the values are from; null where that is not known.</summary>
    public TimeIndex? Times { get; }

    /// <summary>The names of the columns, in the order in which they were given.</summary>
    public IReadOnlyList<string> Columns => _columns.Keys;

    /// <summary>The names of the numbers that describe the series as a whole.</summary>
    public IReadOnlyList<string> Statics => _statics.Keys;

    /// <summary>The values of a column, the oldest first; NaN is a gap.</summary>
    /// <param name="column">Its name.</param>
    /// <exception cref="ArgumentException">The series has no such column.</exception>
    public ReadOnlySpan<double> this[string column] => Values(column);

    /// <summary>A series of one column, which is called "value".</summary>
    /// <param name="values">Its values, the oldest first; copied.</param>
    /// <param name="name">What the series is called.</param>
    /// <param name="times">When the values are from; null where that is not known.</param>
    public static Series Of(ReadOnlySpan<double> values, string name = "series", TimeIndex? times = null) => new Series(name, times).With("value", values);

    /// <summary>The series with one more column, or with other values in one that it has.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="values">The oldest first, NaN where one is missing; copied.</param>
    /// <exception cref="ArgumentException">The name is empty, there are no values, or one is infinite.</exception>
    public Series With(string column, ReadOnlySpan<double> values)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(column);
        if (values.IsEmpty)
            throw new ArgumentException($"The column '{column}' of {Name} has no values; at least one is expected.", nameof(values));
        for (int i = 0; i < values.Length; i++)
            if (double.IsInfinity(values[i]))
                throw new ArgumentException($"values[{i}] of the column '{column}' of {Name} is {values[i]}; finite numbers, or NaN for gaps, are expected.",
                    nameof(values));
        var series = new Series(this, Times);
        series._columns[column] = values.ToArray();
        return series;
    }

    /// <summary>The series with a number that describes it as a whole: an area, a class as 0 or 1.</summary>
    /// <param name="name">What the number is called.</param>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The name is empty, or the number is not finite.</exception>
    public Series WithStatic(string name, double value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!double.IsFinite(value))
            throw new ArgumentException($"The number '{name}' of {Name} is {value}; a finite number is expected.", nameof(value));
        var series = new Series(this, Times);
        series._statics[name] = value;
        return series;
    }

    /// <summary>Some steps of all columns, with their times; a column that ends sooner ends sooner here too.</summary>
    /// <param name="first">The first step, from 0.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column does not reach the first step.</exception>
    public Series Steps(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        foreach ((string column, double[] values) in _columns)
            if (first >= values.Length)
                throw new ArgumentOutOfRangeException(nameof(first), first, $"The column '{column}' of {Name} has {values.Length} values.");
        var part = new Series(this, Times?.From(first));
        foreach ((string column, double[] values) in _columns)
            part._columns[column] = values.AsSpan(first, Math.Min(count, values.Length - first)).ToArray();
        return part;
    }

    internal double[] Values(string column) => column is not null && _columns.TryGetValue(column, out double[]? values)
        ? values
        : throw new ArgumentException($"{Name} has no column '{column}'; it has {Known(_columns.Keys)}.", nameof(column));

    internal double Static(string name) => _statics.TryGetValue(name, out double value)
        ? value
        : throw new ArgumentException($"{Name} has no number '{name}' that describes it; it has {Known(_statics.Keys)}.", nameof(name));

    static string Known(IReadOnlyCollection<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Select(name => $"'{name}'"));
}
