using System.Globalization;
using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;

namespace Unroll.Studies.Tests.Data.TimeSeries;

/// <summary>The step of a series is found from its times: missing ones are gaps, whatever else is irregular is refused.</summary>
public sealed class RegularTimesTests : IDisposable
{
    readonly SeriesSample _sample = new();

    [Theory]
    [InlineData("2024-01-01 00:00 2024-01-01 00:15 2024-01-01 00:30", "15 min", "2024-01-01 00:00", "1 2 3")]
    [InlineData("2024-01-01 22:00 2024-01-01 23:00 2024-01-02 02:00 2024-01-02 03:00", "1 h", "2024-01-01 22:00", "1 2 _ _ 3 4")]
    [InlineData("2024-01-04 2024-01-05 2024-01-06 2024-01-08 2024-01-09", "1 day", "2024-01-04 00:00", "1 2 3 _ 4 5")]
    [InlineData("2024-01-04 2024-01-05 2024-01-08 2024-01-09", "1 business day", "2024-01-04 00:00", "1 2 3 4")]
    [InlineData("2024-03-27 2024-03-28 2024-04-02 2024-04-03 2024-04-04", "1 business day", "2024-03-27 00:00", "1 2 _ _ 3 4 5")]
    [InlineData("2024-01-01 2024-01-02 2024-01-03", "1 day", "2024-01-01 00:00", "1 2 3")]
    [InlineData("2024-01-01 2024-01-08 2024-01-22 2024-01-29", "7 days", "2024-01-01 00:00", "1 2 _ 3 4")]
    [InlineData("2024-01-01 2024-02-01 2024-03-01 2024-05-01", "1 month", "2024-01-01 00:00", "1 2 3 _ 4")]
    [InlineData("2024-01-31 2024-02-29 2024-03-31 2024-04-30", "1 month", "2024-01-31 00:00", "1 2 3 4")]
    [InlineData("2024-01-30 2024-02-29 2024-03-30 2024-04-30", "1 month", "2024-01-30 00:00", "1 2 3 4")]
    [InlineData("2023-03-31 2023-06-30 2023-09-30 2024-03-31", "3 months", "2023-03-31 00:00", "1 2 3 _ 4")]
    [InlineData("2020-01-01 2021-01-01 2022-01-01", "12 months", "2020-01-01 00:00", "1 2 3")]
    [InlineData("2023-11-30 2023-12-29 2024-01-31 2024-03-28", "1 month", "2023-11-30 00:00", "1 2 3 _ 4")]
    [InlineData("2023-11-01 2023-12-01 2024-01-02 2024-02-01", "1 month", "2023-11-01 00:00", "1 2 3 4")]
    [InlineData("1949 1950 1951 1953", "12 months", "1949-01-01 00:00", "1 2 3 _ 4")]
    [InlineData("2019-Q1 2019-Q2 2019-Q4", "3 months", "2019-01-01 00:00", "1 2 _ 3")]
    [InlineData("2019-W52 2020-W01 2020-W02", "7 days", "2019-12-23 00:00", "1 2 3")]
    [InlineData("2019M11 2019M12 2020M01", "1 month", "2019-11-01 00:00", "1 2 3")]
    [InlineData("1704067200 1704070800 1704074400", "1 h", "2024-01-01 00:00", "1 2 3")]
    [InlineData("13/01/2024 14/01/2024 15/01/2024", "1 day", "2024-01-13 00:00", "1 2 3")]
    [InlineData("2024-06-01T22:00+02:00 2024-06-01T23:00+02:00 2024-06-02T00:00+02:00", "1 h", "2024-06-01 22:00", "1 2 3")]
    public void Read_FindsTheStep(string times, string step, string start, string values)
    {
        SeriesCollection read = _sample.Read(Rows(times), new SeriesColumns { Time = "t" });
        Assert.Equal((step, start, values), (read.Series[0].Times!.Step.ToString(),
            read.Series[0].Times!.Start.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), SeriesSample.Text(read.Series[0], "v")));
        Assert.Equal(values.Contains('_', StringComparison.Ordinal), read.Remarks.Any(remark => remark.Contains("missing", StringComparison.Ordinal)));
    }

    /// <summary>As the best-known sets of electricity, air and bicycles have their times.</summary>
    [Theory]
    [InlineData("Date;Time;v\n16/12/2006;17:24:00;1\n16/12/2006;17:25:00;2\n16/12/2006;17:26:00;?\n16/12/2006;17:27:00;4\n", "", "1 min", "2006-12-16 17:24", "1 2 _ 4")]
    [InlineData("Date;Time;v\n31/03/2004;23.00.00;1,5\n01/04/2004;00.00.00;2\n01/04/2004;01.00.00;3\n;;\n", "", "1 h", "2004-03-31 23:00", "1.5 2 3")]
    [InlineData("no,dteday,hr,v\n1,2011-01-01,22,1\n2,2011-01-01,23,2\n3,2011-01-02,0,3\n", "dteday, hr", "1 h", "2011-01-01 22:00", "1 2 3")]
    [InlineData("year,month,day,hour,v\n2010,1,1,22,1\n2010,1,1,23,2\n2010,1,2,0,3\n", "year,month,day,hour", "1 h", "2010-01-01 22:00", "1 2 3")]
    [InlineData("2010,1,30,1\n2010,1,31,2\n2010,2,1,3\n", "1,2,3", "1 day", "2010-01-30 00:00", "1 2 3")]
    [InlineData("MTU,v\n31.12.2023 23:00 - 01.01.2024 00:00,1\n01.01.2024 00:00 - 01.01.2024 01:00,2\n", "", "1 h", "2023-12-31 23:00", "1 2")]
    [InlineData("day,sunrise,v\n2010-01-01,7:01,1\n2010-01-02,7:02,2\n", "", "1 day", "2010-01-01 00:00", "1 2")]
    public void Read_JoinsDateAndTimeOfDay(string text, string time, string step, string start, string values)
    {
        string[] cells = text.Split('\n')[0].Split(',', ';');
        SeriesCollection read = _sample.Read(text, new SeriesColumns { Time = time, Targets = [cells.Contains("v") ? "v" : "4"] });
        Assert.Equal((step, start, values), (read.Series[0].Times!.Step.ToString(),
            read.Series[0].Times!.Start.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), SeriesSample.Text(read.Series[0], read.Columns.Targets[0])));
    }

    [Fact]
    public void Read_NamesAllPartsOfATimeThatIsWrong() => Assert.Equal(
        "load.csv: line 3, column d, h: '2011-01-01 24:00' is no date; write a day that exists as 2018-12-31 or 12/31/2018",
        _sample.Complaint("d,h,v\n2011-01-01,23,1\n2011-01-01,24,2\n", new SeriesColumns { Time = "d,h" }));

    [Fact]
    public void Read_TellsOfMissingTimes()
    {
        Assert.Equal("rows are 1 day apart, but 3 times are missing, the first after '2024-01-02' (line 3, column t): gaps",
            Assert.Single(_sample.Read(Rows("2024-01-01 2024-01-02 2024-01-05 2024-01-06 2024-01-08 2024-01-09")).Remarks));
        Assert.Equal("rows are a month apart, though not on the same day: each stands for its month",
            Assert.Single(_sample.Read(Rows("2023-11-01 2023-12-01 2024-01-02 2024-02-01")).Remarks));
    }

    [Theory]
    [InlineData("2024-01-01 2024-01-02 2024-01-02 2024-01-03", "'2024-01-02' (line 4, column t) is the time of '2024-01-02' (line 3, column t); "
        + "a series has one row a time, in one direction: take one of them out, or name the column that tells the series apart with --series")]
    [InlineData("2024-01-01 2024-01-02 2024-01-01 2024-01-02", "'2024-01-01' (line 4, column t) is before '2024-01-02' (line 3, column t); "
        + "a series has one row a time, in one direction: sort the file, or name the column that tells the series apart with --series")]
    [InlineData("2024-01-01 00:00 2024-01-01 01:00 2024-01-01 02:30 2024-01-01 03:30",
        "'2024-01-01 02:30' (line 4, column t) is 1.5 h after '2024-01-01 01:00' (line 3, column t), but rows are 1 h apart; "
        + "move it to a whole number of steps, take it out, or count rows, whatever their times, with --time none")]
    [InlineData("2023-01-01 2023-04-01 2023-07-01 2023-09-01", "'2023-09-01' (line 5, column t) is 62 days after '2023-07-01' (line 4, column t), "
        + "but rows are 3 months apart; move it to a whole number of steps, take it out, or count rows, whatever their times, with --time none")]
    [InlineData("2024-01-01 2024-01-02 2042-01-03 2042-01-04", "'2042-01-03' (line 4, column t) is 6,576 steps after '2024-01-02' (line 3, column t), "
        + "and with such gaps 4 rows are 6,579 steps; correct the time, or cut the file there, or count rows, whatever their times, with --time none")]
    [InlineData("2024-01-01 2024-02-30 2024-01-03", "line 3, column t: '2024-02-30' is no date; write a day that exists as 2018-12-31 or 12/31/2018")]
    [InlineData("2024-01-01T00:00Z 2024-01-01T01:00 2024-01-01T02:00Z",
        "line 3, column t: '2024-01-01T01:00' does not say how far it is ahead of UTC, '2024-01-01T00:00Z' (line 2, column t) does; write all times alike")]
    public void Read_RefusesIrregularTimes(string times, string message)
    {
        string said = _sample.Complaint(Rows(times));
        Assert.Equal("load.csv: " + message, said);
    }

    [Fact]
    public void Read_RefusesAStepThatChanges_AndOtherStepsThanTheFirstSeriesHas()
    {
        var start = new DateTime(2024, 1, 1);
        string times = string.Join(' ', Enumerable.Range(0, 40).Select(hour => start.AddHours(hour < 20 ? hour : 20 + (2 * (hour - 20))))
            .Select(time => time.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)));
        Assert.Equal("load.csv: from '2024-01-01T20:00' (line 22, column t) on, rows are 2 steps of 1 h apart; a series has one step: "
            + "bring all rows to the longer one, or count rows, whatever their times, with --time none", _sample.Complaint(Rows(times)));
        Assert.Equal(40, SeriesSample.Text(_sample.Read(Rows(times), new SeriesColumns { Time = SeriesColumns.NoTimes }).Series[0], "v").Split(' ').Length);
        Assert.Contains("'2024-01-01 00:30' (line 6, column t) is 30 min after", _sample.Complaint(
            "t,s,v\n2024-01-01 00:00,a,1\n2024-01-01 01:00,a,2\n2024-01-01 02:00,a,2\n2024-01-01 00:00,b,1\n2024-01-01 00:30,b,2\n",
            new SeriesColumns { Series = "s", Targets = ["v"] }), StringComparison.Ordinal);
        Assert.Contains("is the only time of its series", _sample.Complaint("t,s,v\n2024-01-01,a,1\n2024-01-01,b,2\n",
            new SeriesColumns { Series = "s", Targets = ["v"] }), StringComparison.Ordinal);
    }

    public void Dispose() => _sample.Dispose();

    /// <summary>A column of times, which a space parts where the next word begins a day, and one of 1, 2, 3 …</summary>
    static string Rows(string times)
    {
        string[] words = times.Split(' ');
        var rows = new List<string>();
        foreach (string word in words)
            if (word is [_, _, ':', ..])
                rows[^1] += " " + word;
            else
                rows.Add(word);
        return "t,v\n" + string.Concat(rows.Select((time, row) => $"{time},{row + 1}\n"));
    }
}
