using System.Globalization;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Tests.Data.Csv;

namespace Unroll.Studies.Tests.Data.Prices;

/// <summary>Forms that are near to those that were reported: each is read with the right values or refused, never silently wrong.</summary>
public sealed class PriceRelativesTests : IDisposable
{
    const string Header = "Date,Open,High,Low,Close,Volume\n";

    static readonly PriceDay s_day = new(new DateOnly(2023, 1, 2), 1099.5, 1110.25, 1090, 1100.5, 1100.5, 1_160_764);

    readonly TableSample _sample = new();

    /// <summary>The same two days, the second of 2023-01-13, which shows the order of day and month.</summary>
    [Theory]
    [InlineData("Date\tOpen\tHigh\tLow\tClose\tVolume\n02.01.2023\t1.099,50\t1.110,25\t1.090,00\t1.100,50\t1.160.764\n13.01.2023\t1,50\t1,50\t1,50\t1,50\t1\n")]
    [InlineData("Date|Open|High|Low|Close|Volume\n2023-01-02|1,099.50|1,110.25|1,090.00|1,100.50|1,160,764\n2023-01-13|1.50|1.50|1.50|1.50|1\n")]
    [InlineData("sep=;\nDate;Open;High;Low;Close;Volume\n02/01/2023;1 099,50;1 110,25;1 090,00;1 100,50;1 160 764\n13/01/2023;1,50;1,50;1,50;1,50;1\n")]
    [InlineData("Date;Open;High;Low;Close;Volume\n2023-01-02;1\u202F099,50;1\u202F110,25;1\u202F090,00;1\u202F100,50;1\u202F160\u202F764\n2023-01-13;1,50;1,50;1,50;1,50;1\n")]
    [InlineData("Date,Open,High,Low,Close,Volume\n2023-01-02,1'099.50,1'110.25,1'090.00,1'100.50,1'160'764\n2023-01-13,1.50,1.50,1.50,1.50,1\n")]
    [InlineData("Date,Open,High,Low,Close,Volume\r2023-01-02,$1099.50,$1110.25,$1090.00,$1100.50,1160764\r2023-01-13,$1.50,$1.50,$1.50,$1.50,1\r")]
    [InlineData("Date,Open,High,Low,Close,Volume\n2023-01-02 00:00:00-05:00,1099.5,1110.25,1090,1100.5,1160764\n2023-01-13 00:00:00-05:00,1.5,1.5,1.5,1.5,1\n")]
    [InlineData(",open,high,low,close,volume\n2023-01-02,1099.5,1110.25,1090,1100.5,1160764\n2023-01-13,1.5,1.5,1.5,1.5,1\n")]
    [InlineData("date,1. open,2. high,3. low,4. close,5. volume\n2023-01-02,1099.5,1110.25,1090,1100.5,1160764\n2023-01-13,1.5,1.5,1.5,1.5,1\n")]
    [InlineData("Date,Open,High,Low,Close*,Volume,\n\"Jan 2, 2023\",1099.5,1110.25,1090,1100.5,1160764,\n\"Jan 13, 2023\",1.5,1.5,1.5,1.5,1,\n")]
    [InlineData("time,open,high,low,close,Volume\n1672617600,1099.5,1110.25,1090,1100.5,1160764\n1673568000,1.5,1.5,1.5,1.5,1\n")]
    [InlineData("https://example.org\nUnix,Date,Symbol,Open,High,Low,Close,Volume\n1673568000,2023-01-13,X,1.5,1.5,1.5,1.5,1\n1672617600,2023-01-02,X,1099.5,1110.25,1090,1100.5,1160764\n")]
    [InlineData("Ticker,X,X,X,X,X\nPrice,Open,High,Low,Close,Volume\nDate,,,,,\n2023-01-02,1099.5,1110.25,1090,1100.5,1160764\n2023-01-13,1.5,1.5,1.5,1.5,1\n")]
    [InlineData("Price,Open,High,Low,Close,Volume\nTicker,X,X,X,X,X\n2023-01-02,1099.5,1110.25,1090,1100.5,1160764\n2023-01-13,1.5,1.5,1.5,1.5,1\n")]
    [InlineData("Date,Open,High,Low,Close,Volume\n\n2023-01-02,1099.5,1110.25,1090,1100.5,1160764,,\n\n2023-01-13,1.5,1.5,1.5,1.5,1\n")]
    public void Read_HasTheRightValues(string text)
    {
        PriceHistory history = PriceFile.Read(_sample.Write(text));
        Assert.Equal([s_day, new PriceDay(new DateOnly(2023, 1, 13), 1.5, 1.5, 1.5, 1.5, 1.5, 1)], history.Days);
    }

    [Theory]
    [InlineData("2023-01-02,99,90,100,91,99,77,100,82,1160764\n", "FILE: line 2: 10 fields; the header has 6")]
    [InlineData("03/04/2023,1,1,1,1,1\n03/05/2023,1,1,1,1,1\n", "choose with --date-order day_first or --date-order month_first")]
    [InlineData("2023-01-02,5%,1,1,1,1\n", "FILE: '5%' (line 2, column Open) has a percent sign, '1' (line 2, column High) has none")]
    [InlineData("2023-01-02,5%,5%,5%,5%,\n", "'5%' is no number; write a price such as 7.6225")]
    [InlineData("2023-01-02,1,1,1,1M,1\n", "'1M' is no number; write a price such as 7.6225")]
    [InlineData("2023-01-02,$1,1,1,€1,1\n", "are of different currencies")]
    public void Read_Refuses_WhatWouldBeWrong(string rows, string message) =>
        Assert.Contains(message, _sample.Complaint(() => PriceFile.Read(_sample.Write(Header + rows))), StringComparison.Ordinal);

    /// <summary>Of several hours a day none is the day's.</summary>
    [Theory]
    [InlineData("Date,Open,High,Low,Close\n", "2023-01-{0:00}T{1:00}:30:00,1,2,1,{1}\n")]
    [InlineData("Date,Time,Open,High,Low,Close\n", "2023-01-{0:00},{1:00}:30:00,1,2,1,{1}\n")]
    public void Read_Refuses_SeveralRowsADay(string header, string row)
    {
        string rows = string.Concat(from day in Enumerable.Range(2, 5) from hour in Enumerable.Range(10, 7) select string.Format(CultureInfo.InvariantCulture, row, day, hour));
        Assert.Equal("FILE: lines 2 and 3 are both of 2023-01-02, at 10:30:00 and 11:30:00; one line a day is needed: keep the last of each day, or use the task forecast",
            _sample.Complaint(() => PriceFile.Read(_sample.Write(header + rows))));
    }

    [Fact]
    public void Read_TakesARowOfTheSameDay_OnTheLastDayAlone()
    {
        PriceHistory history = PriceFile.Read(_sample.Write(Header + "2023-01-02,1,2,1,1.5,1\n2023-01-03 00:00:00,1,2,1,1.5,1\n2023-01-03 16:00:02,1,2,1,1.75,1\n"));
        Assert.Equal(1.75, history.Days[^1].Close);
        Assert.Contains("1 repeated day, the first is 2023-01-03; 1 of them with other numbers: the last line of a day counts", history.Remarks);
    }

    /// <summary>A column whose name says nothing may still tell shares apart.</summary>
    [Fact]
    public void Read_Refuses_DaysThatContradictEachOther()
    {
        string rows = string.Concat(from share in "AB" from day in Enumerable.Range(2, 9) select $"2023-01-{day:00},1,2,1,{(share == 'A' ? 1 : 2)},1,{share}\n");
        Assert.Equal("FILE: lines 2 and 11 are both of 2023-01-02, with other numbers, and so it is with 9 of 9 days; one line a day is needed. "
            + "If the file holds several shares, name their column Ticker",
            _sample.Complaint(() => PriceFile.Read(_sample.Write("Date,Open,High,Low,Close,Volume,secid\n" + rows))));
    }

    [Fact]
    public void Read_Refuses_ALineThatNamesNoShare() => Assert.Equal("FILE: line 3, column Ticker: '' names no share",
        _sample.Complaint(() => PriceFile.Read(_sample.Write("Date,Open,High,Low,Close,Name\n2023-01-02,1,1,1,1,A\n2023-01-03,1,1,1,1,\n"))));

    /// <summary>A column in which all prices are 0 leaves no day.</summary>
    [Fact]
    public void Read_SaysWhy_WhereAllOpensAre0() => Assert.Contains("2 lines with a price of 0",
        _sample.Complaint(() => PriceFile.Read(_sample.Write(Header + "2023-01-02,0,1,1,1,1\n2023-01-03,0,1,1,1,1\n"))), StringComparison.Ordinal);

    /// <summary>A split shows without an adjusted close as well; a dividend is none.</summary>
    [Theory]
    [InlineData("Date,Open,High,Low,Close\n2023-01-02,1,1,1,400\n2023-01-03,1,1,1,101\n", "Close goes from 400 to 101 on 2023-01-03: if that is a split, correct")]
    [InlineData("Date,Open,High,Low,Close\n2023-01-02,1,1,1,10\n2023-01-03,1,1,1,100\n", "Close goes from 10 to 100 on 2023-01-03: if that is a split, correct")]
    [InlineData("Date,Open,High,Low,Close,Adj Close\n2023-01-02,1,1,1,3,1\n2023-01-03,1,1,1,2,1\n", "while Adj Close does not: a split")]
    [InlineData("Date,Open,High,Low,Close\n2023-01-02,1,1,1,9\n2023-01-03,1,1,1,3\n2023-01-04,1,1,1,1\n2023-01-05,1,1,1,9\n",
        "Close goes from 9 to 3 on 2023-01-03, and on 2 other days: if that is a split, correct")]
    [InlineData("Date,Open,High,Low,Close,Adj Close\n2023-01-02,1,1,1,9,1\n2023-01-03,1,1,1,3,1\n2023-01-04,1,1,1,1,1\n2023-01-05,1,1,1,9,1\n",
        "Close goes from 9 to 3 on 2023-01-03 while Adj Close does not, and on 2 other days: a split")]
    [InlineData("Date,Open,High,Low,Close,Adj Close\n2023-01-02,1,1,1,100,95\n2023-01-03,1,1,1,95,95\n", null)]
    [InlineData("Date,Open,High,Low,Close\n2023-01-02,1,1,1,100\n2023-01-03,1,1,1,60\n", null)]
    public void Read_TellsOfJumps(string text, string? remark)
    {
        IReadOnlyList<string> remarks = PriceFile.Read(_sample.Write(text)).Remarks;
        Assert.Equal(remark is null ? 0 : 1, remarks.Count(one => one.Contains("a split", StringComparison.Ordinal)));
        if (remark is not null)
            Assert.Contains(remark, remarks[^1], StringComparison.Ordinal);
    }

    /// <summary>Data of other providers decide by their own look; what was said of the training decides only where they do not tell.</summary>
    [Fact]
    public void Read_TakesTheFormOfAnotherFile_WhereThisOneDoesNotTell()
    {
        string path = _sample.Write(Header + "03/04/2023,1.5,2,1,1.5,1\n03/05/2023,1.5,2,1,1.5,1\n");
        var format = new TableFormat { DateOrder = DateOrder.DayFirst, Decimal = DecimalSign.Comma, Separator = FieldSeparator.Semicolon, IsOfAnother = true };
        Assert.Equal([(new DateOnly(2023, 4, 3), 1.5), (new DateOnly(2023, 5, 3), 1.5)], PriceFile.Read(path, format).Days.Select(day => (day.Date, day.Close)));
    }

    public void Dispose() => _sample.Dispose();
}
