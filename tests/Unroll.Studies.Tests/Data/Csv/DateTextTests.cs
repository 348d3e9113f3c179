using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

public class DateTextTests
{
    [Theory]
    [InlineData("2023-01-02", "2023-01-02", "00:00:00")]
    [InlineData("2023/1/2", "2023-01-02", "00:00:00")]
    [InlineData("2023.01.02", "2023-01-02", "00:00:00")]
    [InlineData("20230102", "2023-01-02", "00:00:00")]
    [InlineData("2023-01", "2023-01-01", "00:00:00")]
    [InlineData("2023-01-02T00:00:00", "2023-01-02", "00:00:00")]
    [InlineData("2023-01-02 09:30", "2023-01-02", "09:30:00")]
    [InlineData("2023-01-02 09:30:15", "2023-01-02", "09:30:15")]
    [InlineData("2023-01-02 23:59:59", "2023-01-02", "23:59:59")]
    [InlineData("2023-01-02T23:59:59.999", "2023-01-02", "23:59:59.9990000")]
    [InlineData("2023-01-02 11:59:59 PM", "2023-01-02", "23:59:59")]
    [InlineData("2023-01-02 12:00 PM", "2023-01-02", "12:00:00")]
    [InlineData("2023-01-02 00:00:00-05:00", "2023-01-02", "00:00:00")]
    [InlineData("2023-01-02T21:00:00.500Z", "2023-01-02", "21:00:00.5000000")]
    [InlineData("2023-01-02 12:05 AM", "2023-01-02", "00:05:00")]
    [InlineData("2023-01-02 1:05:00 pm EST", "2023-01-02", "13:05:00")]
    [InlineData("20230102 16:00", "2023-01-02", "16:00:00")]
    [InlineData("Jan 2, 2023", "2023-01-02", "00:00:00")]
    [InlineData("2 January 2023", "2023-01-02", "00:00:00")]
    [InlineData("02-Jan-23", "2023-01-02", "00:00:00")]
    [InlineData("2023-01-02 23:00 - 2023-01-03 00:00", "2023-01-02", "23:00:00")]
    [InlineData("2023-Q3", "2023-07-01", "00:00:00")]
    [InlineData("2023 q1", "2023-01-01", "00:00:00")]
    [InlineData("Q4 2023", "2023-10-01", "00:00:00")]
    [InlineData("2023M02", "2023-02-01", "00:00:00")]
    [InlineData("2020-W53", "2020-12-28", "00:00:00")]
    [InlineData("2023 JAN", "2023-01-01", "00:00:00")]
    [InlineData("January 2023", "2023-01-01", "00:00:00")]
    [InlineData("1672617600", "2023-01-02", "00:00:00")]
    [InlineData("1672653600000", "2023-01-02", "10:00:00")]
    public void Parse_ReadsTheDay_AsItIsWritten(string cell, string day, string time)
    {
        DateText date = DateText.Parse(cell)!.Value;
        Assert.Equal((day, time), ($"{date.Date:yyyy-MM-dd}", date.Time.ToString()));
    }

    [Theory]
    [InlineData("03/04/2019", "2019-04-03", "2019-03-04")]
    [InlineData("3.4.2019", "2019-04-03", "2019-03-04")]
    [InlineData("03-04-2019 16:00:00", "2019-04-03", "2019-03-04")]
    [InlineData("31.12.2018", "2018-12-31", "")]
    [InlineData("12/31/18", "", "2018-12-31")]
    public void Read_HasTwoReadings_WhereTheYearComesLast(string cell, string dayFirst, string monthFirst)
    {
        DateText date = DateText.Parse(cell)!.Value;
        Assert.Null(date.Date);
        Assert.Equal((dayFirst, monthFirst), ($"{date.Read(dayFirst: true):yyyy-MM-dd}", $"{date.Read(dayFirst: false):yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("2018-02-30")]
    [InlineData("2018-Q5")]
    [InlineData("2018-12-31 - 7")]
    [InlineData("7 - 2018-12-31")]
    [InlineData("2018M13")]
    [InlineData("2018-W53")]
    [InlineData("0000-W01")]
    [InlineData("Jan-49")]
    [InlineData("31/13/2018")]
    [InlineData("30.02.2018")]
    [InlineData("1/2-2018")]
    [InlineData("2018-12-31 24:00")]
    [InlineData("2018-12-31 24:00:00")]
    [InlineData("2018-12-31 10:60")]
    [InlineData("2018-12-31 10:00:60")]
    [InlineData("2018-12-31 13:00 PM")]
    [InlineData("2018-12-31 0:30 AM")]
    [InlineData("2018-12-31x")]
    [InlineData("12.5")]
    [InlineData("1.2.3")]
    [InlineData("2018")]
    [InlineData("20181301")]
    [InlineData("10:00")]
    [InlineData("")]
    public void Parse_IsNull_OfWhatIsNoDate(string cell) => Assert.Null(DateText.Parse(cell));

    /// <summary>How far the time is ahead of UTC, in minutes; names but for UTC's say nothing that is certain.</summary>
    [Theory]
    [InlineData("Z", 0)]
    [InlineData("UTC", 0)]
    [InlineData("GMT", 0)]
    [InlineData("+05:30", 330)]
    [InlineData("+0530", 330)]
    [InlineData("-05", -300)]
    [InlineData("-03:30", -210)]
    [InlineData("EST", null)]
    [InlineData("", null)]
    public void Parse_ReadsTheZone(string zone, int? minutes) =>
        Assert.Equal(minutes, DateText.Parse("2023-01-02 09:30:15" + zone)!.Value.Zone?.TotalMinutes);

    [Theory]
    [InlineData("2023-01-02", true, false)]
    [InlineData("2023-01-02T00:00:00", true, false)]
    [InlineData("2023-01-02 09:30", false, false)]
    [InlineData("20230102", false, true)]
    [InlineData("1672617600", false, true)]
    [InlineData("2023/01/02", false, false)]
    public void Parse_TellsThePlainForm_AndWhatCouldBeANumber(string cell, bool isPlain, bool isNumber)
    {
        DateText date = DateText.Parse(cell)!.Value;
        Assert.Equal((isPlain, isNumber), (date.IsPlain, date.IsNumber));
    }
}
