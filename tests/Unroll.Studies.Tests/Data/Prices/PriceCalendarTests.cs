using Unroll.Studies.Data.Prices;
using Unroll.Studies.Tests.Data.Csv;

namespace Unroll.Studies.Tests.Data.Prices;

/// <summary>Days that are there more than once, and days that are no daily ones.</summary>
public sealed class PriceCalendarTests : IDisposable
{
    const string NoDaily = "no daily prices: there are 5 days from one line to the next, and a window counts lines";

    readonly TableSample _sample = new();

    /// <summary>A day alone has one line, and so has each of several: the last hour of one day, or of all but one, is no slip.</summary>
    [Theory]
    [InlineData("2023-01-02 10:00:00|2023-01-02 16:00:00", "10:00:00 and 16:00:00")]
    [InlineData("2023-01-02|2023-01-02 16:00:00", "00:00:00 and 16:00:00")]
    [InlineData("2023-01-02 16:00:00|2023-01-02", "16:00:00 and 00:00:00")]
    [InlineData("2023-01-02|2023-01-02 16:00:00|2023-01-03|2023-01-03 16:00:00", "00:00:00 and 16:00:00")]
    [InlineData("2023-01-02|2023-01-02 16:00:00|2023-01-03|2023-01-03 16:00:00|2023-01-04|2023-01-05|2023-01-06", "00:00:00 and 16:00:00")]
    public void Order_Refuses_SeveralHoursOfADay(string moments, string times) => Assert.Equal(
        $"FILE: lines 2 and 3 are both of 2023-01-02, at {times}; one line a day is needed: keep the last of each day, or use the task forecast",
        _sample.Complaint(() => Read(moments.Split('|'))));

    /// <summary>One day in ten may be there twice with other numbers, of which the last count; more is no slip.</summary>
    [Theory]
    [InlineData(20, true)]
    [InlineData(19, false)]
    public void Order_TakesTheLastLine_WhereFewDaysContradictThemselves(int days, bool isTaken)
    {
        string[] dates = [.. Enumerable.Range(1, days).Select(day => $"2023-01-{day:00}"), "2023-01-01", "2023-01-02"];
        if (isTaken)
        {
            PriceHistory history = Read(dates);
            Assert.Equal([days + 1.0, days + 2, 3], history.Days.Take(3).Select(day => day.Close));
            Assert.Contains("2 repeated days, the first is 2023-01-01; 2 of them with other numbers: the last line of a day counts", history.Remarks);
        }
        else
        {
            Assert.Equal($"FILE: lines 2 and {days + 2} are both of 2023-01-01, with other numbers, and so it is with 2 of {days} days; one line a day is "
                + "needed. If the file holds several shares, name their column Ticker", _sample.Complaint(() => Read(dates)));
        }
    }

    [Theory]
    [InlineData("2023-01-02|2023-01-07|2023-01-12", true)]
    [InlineData("2023-01-02|2023-01-06|2023-01-10", false)]
    [InlineData("2023-01-02|2023-01-07", false)]
    public void Inspect_TellsOfPricesThatAreNotDaily(string dates, bool isTold) =>
        Assert.Equal(isTold, Read(dates.Split('|')).Remarks.Contains(NoDaily));

    public void Dispose() => _sample.Dispose();

    /// <summary>A line for each moment; their closes are 1, 2, 3 and so on.</summary>
    PriceHistory Read(string[] moments) => PriceFile.Read(_sample.Write(
        "Date,Open,High,Low,Close,Volume\n" + string.Concat(moments.Select((moment, line) => $"{moment},1,99,1,{line + 1},1\n"))));
}
