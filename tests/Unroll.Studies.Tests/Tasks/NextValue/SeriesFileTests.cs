using Unroll.Studies.Data.Csv;
using Unroll.Studies.Tasks.NextValue;
using Unroll.Studies.Tests.Data.Csv;
using Unroll.Studies.Tests.Data.Prices;

namespace Unroll.Studies.Tests.Tasks.NextValue;

/// <summary>A series has a value at every step: what stands around the values is passed over and said, a gap between them is refused.</summary>
public sealed class SeriesFileTests : IDisposable
{
    readonly TableSample _sample = new();

    [Theory]
    [InlineData("day;kW\na;1,5\nb;2,5\n", "1.5 2.5", "read as separated by semicolons, decimal comma")]
    [InlineData("kW\n1,5\n2,25\n", "1.5 2.25", "read as decimal comma")]
    [InlineData("a\tb\nx\t1.234,5\ny\t2\n", "1234.5 2", "read as separated by tabs, decimal comma, points between thousands")]
    [InlineData("kW\n-1.5\n−2.5\n", "-1.5 -2.5", null)]
    [InlineData("rate\n1.5%\n2%\n", "1.5 2", "read as percent signs taken off: '1.5%' counts as 1.5")]
    [InlineData("a,b\nx,1\ny,2\n,\n,,\n", "1 2", "2 empty lines were passed over, the first is line 4")]
    [InlineData("a,b\nx,1\n\ny,2\n", "1 2", "1 empty line was passed over, the first is line 3")]
    [InlineData("a,b\nx,1\na,b\ny,2\n", "1 2", "the header is there once more, first in line 3: passed over")]
    [InlineData("The load of a house\n\ntime,load\nh,kW\na,1\nb,2\n", "1 2",
        "1 empty line was passed over, the first is line 2 / 1 line above the header passed over / 1 more header line passed over, from line 4")]
    [InlineData("a,b\nx,\ny,NaN\nz,1\nw,2\n", "1 2", "2 more header lines passed over, from line 2")]
    [InlineData("day,b\n2020-01-01,\n2020-01-02,NaN\n2020-01-03,1\n2020-01-04,2\n", "1 2", "2 lines have no value before the first one, in line 4: passed over")]
    [InlineData("day,b\n2020-01-02,2\n2020-01-01,1\n", "1 2", "the newest row comes first: the series was turned round")]
    [InlineData("day,b\n01/04/2020,3\n01/03/2020,2\n01/02/2020,1\n", "1 2 3", "the newest row comes first: the series was turned round")]
    [InlineData("day,b\n01/02/2020,1\n01/03/2020,2\n", "1 2", null)]
    [InlineData("20200101,1\n20200102,2\n", "1 2", null)]
    [InlineData("day,b\n2020-01-01 22:00,1\n2020-01-01 23:00,2\n2020-01-02 00:00,3\n2020-01-02 03:00,4\n2020-01-02 04:00,5\n", "1 2 3 4 5",
        "read as dates as in 2020-01-01 22:00 for 2020-01-01 / rows are 1 h apart, but 1 step is longer, up to 3 h before line 5; a window counts rows")]
    [InlineData("day,b\n2020-01-01,1\n2020-02-01,2\n2020-03-01,3\n2020-04-01,4\n", "1 2 3 4", null)]
    public void Read_HasTheRightValues_AndSaysWhatWasDone(string text, string values, string? remarks)
    {
        string path = _sample.Write(text);
        string column = text.StartsWith("20200101", StringComparison.Ordinal) ? "2" : "";
        (_, double[] read, IReadOnlyList<string> said) = SeriesFile.Read(path, column);
        Assert.Equal(values, string.Join(' ', read.Select(value => FormattableString.Invariant($"{value}"))));
        Assert.Equal(remarks ?? "", string.Join(" / ", said));
    }

    [Theory]
    [InlineData("v\n1\n\n3\n", "FILE: line 3 is empty; a series has a value in every row: fill the gap, or take the line out")]
    [InlineData("a,v\nx,1\n,\ny,3\n", "FILE: line 3 is empty; a series has a value in every row")]
    [InlineData("a,v\nx,1\ny,null\nz,-\nw,2\n", "FILE: line 3, column v: 'null' is a missing value, the first of 2; a series has one in every row: fill the gaps")]
    [InlineData("a,v\nx,1\ny,2\nz,\n", "FILE: line 4, column v: '' is a missing value; a series has one in every row")]
    [InlineData("a,v\nx,1\ny,abc\n", "FILE: line 3, column v: 'abc' is no number; write a number in every row, such as 12.5")]
    [InlineData("a,v\n2020-01-01,abc\n2020-01-02,1\n", "FILE: no column holds numbers in line 2")]
    [InlineData("a,v\nx,1\ny,2M\n", "FILE: line 3, column v: '2M' is no number")]
    [InlineData("v;a\n12,487;x\n3,125;y\n", "FILE: line 2, column v: '12,487' is 12.487 with a decimal comma and 12487 with a decimal point")]
    [InlineData("a,v\nx,1\ny,2,3\nz,4\n", "FILE: line 3: 3 fields; the header has 2")]
    [InlineData("d,v\n2020-01-01,1\n2020-01-02,2\n2020-01-01,3\n2020-01-02,4\n",
        "FILE: '2020-01-01' (line 4, column d) is not after '2020-01-02' (line 3, column d); a series runs in one direction")]
    [InlineData("d,v\n2020-01-01,1\n2020-01-01,2\n2020-01-02,3\n2020-01-02,4\n", "is not after '2020-01-01' (line 2, column d), and so it is with 2 rows")]
    [InlineData("d,v\n01/04/2020,1\n02/03/2020,2\n", "choose with --date-order day_first or --date-order month_first")]
    public void Read_Refuses_WhatIsNoSeries(string text, string message) =>
        Assert.Contains(message, _sample.Complaint(() => SeriesFile.Read(_sample.Write(text), text.StartsWith("v;", StringComparison.Ordinal) ? "v" : "")),
            StringComparison.Ordinal);

    /// <summary>A clock that is put back repeats an hour once a year; that is no second series.</summary>
    [Fact]
    public void Read_BearsAnHourThatIsRepeated()
    {
        var start = new DateTime(2020, 10, 24, 20, 0, 0);
        string rows = string.Concat(Enumerable.Range(0, 40).Select(hour => $"{start.AddHours(hour > 6 ? hour - 1 : hour):yyyy-MM-dd HH:mm},{hour}\n"));
        (_, double[] values, IReadOnlyList<string> remarks) = SeriesFile.Read(_sample.Write("d,v\n" + rows), "");
        Assert.Equal(40, values.Length);
        Assert.Equal("1 row is not after the row before in time, the first in line 9", remarks[^1]);
    }

    /// <summary>The files of prices are series too: one column of them, the oldest value first.</summary>
    [Theory]
    [InlineData("semicolon.csv", "Close", 0.00501, 1)]
    [InlineData("tabs.csv", "Close", 0, 1)]
    [InlineData("alphavantage.csv", "close", 0, 1)]
    [InlineData("investing.csv", "Price", 0.00501, 10)]
    [InlineData("yf3.csv", "Close", 5e-5, 1)]
    [InlineData("yf3two.csv", "3", 1e-4, 2)]
    [InlineData("stooq_bulk.txt", "<CLOSE>", 0, 1)]
    [InlineData("excel_tail.csv", "Close", 0, 1)]
    [InlineData("twice_header.csv", "Close", 0, 1)]
    public void Read_TakesThePriceFiles(string name, string column, double rounding, double scale)
    {
        double[] values = SeriesFile.Read(PriceCases.Path(name), column).Values;
        Assert.Equal(PriceCases.Plain.Length, values.Length);
        Assert.All(PriceCases.Plain.Zip(values), pair => Assert.Equal(pair.First.Close * scale, pair.Second, rounding));
    }

    [Theory]
    [InlineData("long.csv", "close", "a series runs in one direction: sort the file, or keep the rows of one series")]
    [InlineData("miss_nan.csv", "Close", "is a missing value, the first of ")]
    [InlineData("comma3.csv", "Close", "choose with --decimal point or --decimal comma")]
    [InlineData("yf3two.csv", "Close", "has 2 columns of that name; choose by number, one of 2, 3")]
    public void Read_Refuses_ThePriceFilesThatAreNoSeries(string name, string column, string message) => Assert.Contains(message,
        Assert.ThrowsAny<InputException>(() => SeriesFile.Read(PriceCases.Path(name), column)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TakesWhatTheUserSays() => Assert.Equal(12.602,
        SeriesFile.Read(PriceCases.Path("comma3.csv"), "Close", new TableFormat { Decimal = DecimalSign.Comma }).Values[0]);

    public void Dispose() => _sample.Dispose();
}
