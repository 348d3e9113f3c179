namespace Unroll.Studies.Data.TimeSeries;

/// <summary>The rows of a series, as the files have them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows.</param>
sealed record SeriesRows(string Name, List<SeriesRow> Rows)
{
    /// <summary>Clocks are put back by so much in autumn: such a step is none in the other direction.</summary>
    static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Brings the oldest row to the front where all rows run from the newest one; whether they did.</summary>
    public bool TurnRound()
    {
        bool isReversed = Rows[0].Moment > Rows[^1].Moment && Rows.Zip(Rows.Skip(1)).All(pair => pair.Second.Moment - pair.First.Moment <= s_hour);
        if (isReversed)
            Rows.Reverse();
        return isReversed;
    }

    /// <summary>The times by the clock of the first row, also where later ones are written by another, as in summer.</summary>
    /// <exception cref="InputException">Some rows say how far they are ahead of UTC, others do not.</exception>
    public DateTime[] Times()
    {
        TimeSpan? zone = Rows[0].Zone;
        if (Rows.Find(row => row.Zone is null != zone is null) is { Values: not null } other)
            throw other.Time.Wrong($"{(zone is null ? "says" : "does not say")} how far it is ahead of UTC, {Rows[0].Time.InPlace} "
                + $"{(zone is null ? "does not" : "does")}; write all times alike");
        return [.. Rows.Select(row => row.Moment + (zone ?? default))];
    }
}
