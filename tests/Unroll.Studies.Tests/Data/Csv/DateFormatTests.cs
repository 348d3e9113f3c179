using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Tests.Data.Csv;

public sealed class DateFormatTests : IDisposable
{
    readonly TableSample _sample = new();

    [Theory]
    [InlineData("31/12/2018|01/02/2019", "2018-12-31 2019-02-01", "dates with the day first (31/12/2018 is 2018-12-31)")]
    [InlineData("01/02/2019|31.12.2018", "2019-02-01 2018-12-31", "dates with the day first (01/02/2019 is 2019-02-01)")]
    [InlineData("12/31/2018|01/02/2019", "2018-12-31 2019-01-02", "dates with the month first (12/31/2018 is 2018-12-31)")]
    [InlineData("01/01/2020|01/01/2021", "2020-01-01 2021-01-01", null)]
    [InlineData("2018-12-31|2019-01-01", "2018-12-31 2019-01-01", null)]
    [InlineData("20181231|20190101", "2018-12-31 2019-01-01", "dates as in 20181231 for 2018-12-31")]
    public void Find_ReadsAllDatesAlike(string cells, string days, string? form)
    {
        TableFile table = Table(cells);
        DateFormat format = DateFormat.Find(table, TableSample.Column(table));
        Assert.Equal(days, string.Join(' ', TableSample.Column(table).Select(cell => DateFormat.Text(format.Read(cell).Day))));
        Assert.Equal(form is null ? null : "read as " + form, table.Form);
    }

    /// <summary>Months and quarters are even in one order only, newest first as well.</summary>
    [Theory]
    [InlineData(1, true, false)]
    [InlineData(1, false, false)]
    [InlineData(3, true, false)]
    [InlineData(1, true, true)]
    public void Find_TellsTheOrder_ByTheSteps(int months, bool dayFirst, bool newestFirst)
    {
        DateOnly[] days = [.. Enumerable.Range(0, 15).Select(step => new DateOnly(2005, 1, 1).AddMonths(months * step))];
        if (newestFirst)
            Array.Reverse(days);
        TableFile table = Table(string.Join('|', days.Select(day => dayFirst ? $"{day:dd/MM/yyyy}" : $"{day:MM/dd/yyyy}".Replace('-', '/'))));
        DateFormat format = DateFormat.Find(table, TableSample.Column(table));
        Assert.Equal(days, TableSample.Column(table).Select(cell => format.Read(cell).Day));
    }

    [Theory]
    [InlineData("03/04/2019|03/05/2019|03/06/2019", "FILE: line 1, column x: '03/04/2019' is 2019-04-03 with the day first and 2019-03-04 with the month first, and no "
        + "date of the column tells which; choose with --date-order day_first or --date-order month_first")]
    [InlineData("01/01/2020|03/04/2019", "FILE: line 2, column x: '03/04/2019' is 2019-04-03 with the day first")]
    [InlineData("31/12/2018|12/31/2018", "FILE: '31/12/2018' (line 1, column x) has the day first, '12/31/2018' (line 2, column x) the month; write all dates alike")]
    public void Find_AsksOrRefuses_WhereDatesDoNotTell(string cells, string message)
    {
        TableFile table = Table(cells);
        Assert.StartsWith(message, _sample.Complaint(() => DateFormat.Find(table, TableSample.Column(table))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DateOrder.DayFirst, false, "2019-04-03")]
    [InlineData(DateOrder.MonthFirst, false, "2019-03-04")]
    [InlineData(DateOrder.DayFirst, true, "2019-04-03")]
    public void Find_TakesWhatTheUserSays(DateOrder order, bool isOfAnother, string day)
    {
        TableFile table = Table("03/04/2019|03/05/2019", new TableFormat { DateOrder = order, IsOfAnother = isOfAnother });
        Assert.Equal(day, DateFormat.Text(DateFormat.Find(table, TableSample.Column(table)).Read(TableSample.Column(table)[0]).Day));
    }

    [Fact]
    public void Find_TakesWhatTheUserSays_StrictlyOfTheTableItself_AndAsADefaultOfAnother()
    {
        TableFile own = Table("12/31/2018", new TableFormat { DateOrder = DateOrder.DayFirst });
        DateFormat format = DateFormat.Find(own, TableSample.Column(own));
        Assert.Contains("'12/31/2018' is no date with the day first", _sample.Complaint(() => format.Read(TableSample.Column(own)[0])), StringComparison.Ordinal);
        TableFile other = Table("12/31/2018", new TableFormat { DateOrder = DateOrder.DayFirst, IsOfAnother = true });
        Assert.Equal(new DateOnly(2018, 12, 31), DateFormat.Find(other, TableSample.Column(other)).Read(TableSample.Column(other)[0]).Day);
    }

    [Fact]
    public void Read_GivesTheDayAsWritten_AndTheMomentInUtc()
    {
        TableFile table = Table("2023-01-02 22:00:00-05:00");
        (DateOnly day, TimeSpan time, DateTime moment) = DateFormat.Find(table, TableSample.Column(table)).Read(TableSample.Column(table)[0]);
        Assert.Equal((new DateOnly(2023, 1, 2), TimeSpan.FromHours(22), new DateTime(2023, 1, 3, 3, 0, 0)), (day, time, moment));
    }

    public void Dispose() => _sample.Dispose();

    TableFile Table(string cells, TableFormat? format = null) => _sample.Read(string.Join('\n', cells.Split('|')), format);
}
