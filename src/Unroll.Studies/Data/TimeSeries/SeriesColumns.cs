namespace Unroll.Studies.Data.TimeSeries;

/// <summary>What the columns of a table mean, each by its name in the header or its number from 1.</summary>
public sealed record SeriesColumns
{
    /// <summary>The <see cref="Time"/> by which rows are steps, whatever dates stand beside them.</summary>
    public const string NoTimes = "none";

    /// <summary>
    /// When a row is from; empty for the first column of dates, <see cref="NoTimes"/> for none. Several columns, with commas between them, where date and time
    /// of day stand apart.
    /// </summary>
    public string Time { get; init; } = "";

    /// <summary>What is to be forecast; empty for the only column of numbers that has no other meaning.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>What is known ahead of time, such as holidays: it may go on after the last target.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>What is known of the past only.</summary>
    public IReadOnlyList<string> Past { get; init; } = [];

    /// <summary>Numbers that describe a series as a whole: the same in all of its rows.</summary>
    public IReadOnlyList<string> Statics { get; init; } = [];

    /// <summary>The name of the row's series; empty where a file holds one series, which is called as the file.</summary>
    public string Series { get; init; } = "";

    /// <summary>The columns of values, in the order of <see cref="Targets"/>, <see cref="Known"/> and <see cref="Past"/>.</summary>
    internal IEnumerable<string> Values => [.. Targets, .. Known, .. Past];

    /// <summary>Whether all columns have the same meaning.</summary>
    public bool Equals(SeriesColumns? other) => other is not null && Time == other.Time && Series == other.Series && Targets.SequenceEqual(other.Targets)
        && Known.SequenceEqual(other.Known) && Past.SequenceEqual(other.Past) && Statics.SequenceEqual(other.Statics);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Time, Series, Values.Count(), Statics.Count);
}
