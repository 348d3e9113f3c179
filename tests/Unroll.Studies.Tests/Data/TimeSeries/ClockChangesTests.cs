using System.Globalization;
using Unroll.Studies.Data.TimeSeries;

namespace Unroll.Studies.Tests.Data.TimeSeries;

/// <summary>A clock that is put back repeats an hour, and one that is put forward leaves one out; the rows go on a step apart.</summary>
public sealed class ClockChangesTests : IDisposable
{
    static readonly DateTime s_spring = new(2024, 3, 31, 2, 0, 0), s_autumn = new(2024, 10, 27, 3, 0, 0);

    readonly SeriesSample _sample = new();

    [Theory]
    [InlineData(60)]
    [InlineData(15)]
    public void Read_CountsRows_WhereTheClockIsChanged(int minutes)
    {
        var start = new DateTime(2024, 3, 1);
        int count = (int)((new DateTime(2024, 11, 20) - start).TotalMinutes / minutes);
        SeriesCollection read = _sample.Read(Local(start, count, minutes));
        Assert.Equal(count, read.Series[0]["v"].Length);
        Assert.DoesNotContain(double.NaN, read.Series[0]["v"].ToArray());
        Assert.Equal(start.AddMinutes(minutes * (count - 1)), read.Series[0].Times![count - 1]);
        Assert.Equal("the clock is changed, first at '2024-03-31 03:00' (line {0}, column t): times go on by the clock of the first row, a row a step"
            .Replace("{0}", $"{2 + (((30 * 24) + 2) * 60 / minutes)}", StringComparison.Ordinal), read.Remarks[^1]);
    }

    /// <summary>A clock is put forward once before it is put back: another hour that is missing at night is a gap.</summary>
    [Fact]
    public void Read_HasAGap_WhereAnotherHourIsMissingAtNight()
    {
        string rows = string.Join('\n', Local(new DateTime(2024, 3, 1), 7000, 60).Split('\n').Where(line => !line.StartsWith("2024-06-15 03:00", StringComparison.Ordinal)));
        double[] values = _sample.Read(rows).Series[0]["v"].ToArray();
        Assert.Equal(7000, values.Length);
        Assert.Equal(1, values.Count(double.IsNaN));
    }

    /// <summary>Without an hour that is there twice, nothing says that a clock is changed.</summary>
    [Fact]
    public void Read_HasAGap_WhereOnlySpringIsThere()
    {
        SeriesCollection read = _sample.Read(Local(new DateTime(2024, 3, 30), 60, 60));
        Assert.Equal(1, read.Series[0]["v"].ToArray().Count(double.IsNaN));
        Assert.Contains("1 time is missing, the first after '2024-03-31 01:00'", read.Remarks[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RefusesTimesThatRepeat_ByDay_OrTooOften()
    {
        string[] lines = Local(new DateTime(2024, 10, 25), 100, 60).Split('\n');
        string Twice(int line) => string.Join('\n', lines[..line].Append(lines[line - 1]).Concat(lines[line..]));
        Assert.Contains("is the time of '2024-10-25 12:00' (line 14, column t)", _sample.Complaint(Twice(14)), StringComparison.Ordinal);
        Assert.Contains("is the time of '2024-10-28 02:00' (line 77, column t)", _sample.Complaint(Twice(76 + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TakesTimesThatSayTheirOffset_ByTheClockOfTheFirstRow()
    {
        SeriesCollection read = _sample.Read("t,v\n2024-10-27T01:00+02:00,1\n2024-10-27T02:00+02:00,2\n2024-10-27T02:00+01:00,3\n2024-10-27T03:00+01:00,4\n");
        Assert.Equal("1 2 3 4", SeriesSample.Text(read.Series[0], "v"));
        Assert.Equal(new DateTime(2024, 10, 27, 4, 0, 0), read.Series[0].Times![3]);
        Assert.Equal("the clock is changed, first at '2024-10-27T02:00+01:00' (line 4, column t): times go on by the clock of the first row, a row a step",
            read.Remarks[^1]);
    }

    public void Dispose() => _sample.Dispose();

    /// <summary>Rows by a clock of central Europe, without its offset.</summary>
    static string Local(DateTime start, int count, int minutes)
    {
        bool isSummer = start >= s_spring;
        IEnumerable<DateTime> times = Enumerable.Range(0, count).Select(row => start.AddMinutes(row * minutes))
            .Select(time => isSummer ? (time >= s_autumn ? time.AddHours(-1) : time) : time >= s_autumn.AddHours(-1) || time < s_spring ? time : time.AddHours(1));
        return "t,v\n" + string.Join('\n', times.Select((time, row) => string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm},{row}")));
    }
}
