using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Tests.Data.Prices;

namespace Unroll.Studies.Tests.Data.TimeSeries;

public sealed class SeriesReaderTests : IDisposable
{
    readonly SeriesSample _sample = new();

    [Fact]
    public void Read_TellsTheSeriesOfAFileApart_WhateverTheOrderOfTheirRows()
    {
        const string Text = """
            time,shop,area,sales,stock,holiday
            2024-01-01,north,120,5,9,1
            2024-01-01,south,80,7,8,1
            2024-01-02,south,80,,7,0
            2024-01-02,north,120,6,,0
            2024-01-03,north,120,8,5,0
            2024-01-04,north,120,,,1
            2024-01-03,south,80,9,6,0
            """;
        SeriesCollection read = _sample.Read(Text, new SeriesColumns
        {
            Time = "time", Targets = ["sales"], Known = ["holiday"], Past = ["5"], Statics = ["area"], Series = "shop",
        });
        Assert.Equal(["north", "south"], read.Series.Select(one => one.Name));
        (Series north, Series south) = (read.Series[0], read.Series[1]);
        Assert.Equal(("5 6 8", "9 _ 5", "1 0 0 1"),
            (SeriesSample.Text(north, "sales"), SeriesSample.Text(north, "stock"), SeriesSample.Text(north, "holiday")));
        Assert.Equal(("7 _ 9", "8 7 6", "1 0 0"),
            (SeriesSample.Text(south, "sales"), SeriesSample.Text(south, "stock"), SeriesSample.Text(south, "holiday")));
        Assert.Equal(new TimeIndex(new DateTime(2024, 1, 1), TimeStep.Day), south.Times);
        Assert.Equal([("area", 120), ("area", 80)], read.Series.Select(one => (one.Statics[0], one.Static("area"))));
        Assert.Equal(["stock"], read.Columns.Past);
        Assert.Equal(["1 gap in stock, in line 5", "1 gap in sales, in line 4"], read.Remarks);
    }

    [Fact]
    public void Read_TakesAFileASeries_OrJoinsThoseOfTheSameName()
    {
        string first = _sample.Write("2023.csv", "t;shop;v\n2023-12-30;a;1,5\n2023-12-31;a;2,5\n2023-12-31;b;7\n"),
            second = _sample.Write("2024.csv", "t,shop,v\n2024-01-02,a,4\n2024-01-01,a,3\n2024-01-01,b,8\n");
        SeriesCollection joined = SeriesReader.Read([second, first], new SeriesColumns { Series = "shop" });
        Assert.Equal(["a", "b"], joined.Series.Select(one => one.Name));
        Assert.Equal(["1.5 2.5 3 4", "7 8"], joined.Series.Select(one => SeriesSample.Text(one, "v")));
        Assert.Equal(["2024.csv: the newest row comes first: 1 of 2 series were turned round", "2023.csv: read as separated by semicolons, decimal comma"],
            joined.Remarks.Select(_sample.Plain));
        Assert.Equal("2024.csv: '2024-01-01' (line 3, column t) is the time of '2024-01-01' (line 2, column t) of 2023.csv; a series has one row a time, "
            + "in one direction: take one of them out", _sample.Plain(Assert.Throws<InputException>(() => SeriesReader.Read(
            [_sample.Write("2023.csv", "t,shop,v\n2024-01-01,a,2\n2023-12-31,a,1\n"), second], new SeriesColumns { Series = "shop" })).Message));

        string third = _sample.Write("shops.csv", "t,w\n2024-01-01,3\n2024-01-02,4\n");
        Assert.Equal(["2024", "shops"], SeriesReader.Read(
            [_sample.Write("2024.csv", "t,w\n2024-01-01,3\n2024-01-02,4\n"), third]).Series.Select(one => one.Name));
    }

    [Theory]
    [InlineData("v\n1\n2\n4\n", "1 2 4", "")]
    [InlineData("a;v\nx;1,5\ny;2,5\n", "1.5 2.5",
        "read as separated by semicolons, decimal comma / no column of dates was found: rows are steps; --time names one")]
    [InlineData("a,v\nx,1\ny,NaN\nz,3\n", "1 _ 3", "no column of dates was found: rows are steps; --time names one / 1 gap in v, in line 3")]
    [InlineData("a,v\nx,-1\ny,\nz,n/a\nw,3\n", "-1 _ _ 3", "no column of dates was found: rows are steps; --time names one / 2 gaps in v, the first in line 3")]
    [InlineData("d,v\n2024-01-01,\n2024-01-02,2\n2024-01-03,3\n2024-01-04,\n", "2 3",
        "1 row before the first target was passed over, the first is line 2 / 1 row after the last target was passed over, the first is line 5")]
    [InlineData("d,v\n2024-01-01,7\n2024-01-02,7\n2024-01-03,7\n", "7 7 7", "always the same: 'load'")]
    [InlineData("d,v\n2024-01-03,3\n2024-01-02,2\n2024-01-01,1\n", "1 2 3", "the newest row comes first: the series was turned round")]
    [InlineData("2024-01-01,1\n2024-01-02,2\n", "1 2", "")]
    [InlineData("The load\n\ntime,v\nh,kW\n2024-01-01,1\n2024-01-02,2\n", "1 2",
        "1 empty line was passed over, the first is line 2 / 1 line above the header passed over / 1 more header line passed over, from line 4")]
    public void Read_FindsTheOnlyTarget_AndSaysWhatWasDone(string text, string values, string remarks)
    {
        SeriesCollection read = _sample.Read(text);
        Series series = Assert.Single(read.Series);
        Assert.Equal(("load", values), (series.Name, SeriesSample.Text(series, Assert.Single(read.Columns.Targets))));
        Assert.Equal(remarks, string.Join(" / ", read.Remarks));
    }

    [Theory]
    [InlineData("t,a,b\n2024-01-01,1,2\n2024-01-02,3,4\n", "", "load.csv: several columns hold numbers; choose with --target, of a, b")]
    [InlineData("t,a\n2024-01-01,x\n2024-01-02,y\n", "", "load.csv: no column holds numbers in line 2")]
    [InlineData("t,load\n2024-01-01,1\n2024-01-02,2\n", "laod", "load.csv: there is no column 'laod' for --target; known are t, load; did you mean 'load'?")]
    [InlineData("t,a,a\n2024-01-01,1,2\n2024-01-02,1,2\n", "a", "load.csv: 2 columns are called 'a'; choose --target by number, one of 2, 3")]
    [InlineData("t,a\n2024-01-01,1\n2024-01-02,inf\n", "a", "load.csv: line 3, column a: 'inf' is no number; write a number such as 12.5, or nothing where there is none")]
    [InlineData("t,a\n2024-01-01,1\n2024-01-02,1e999\n", "a", "load.csv: line 3, column a: '1e999' is too large a number: at most 1e15")]
    [InlineData("t,a,b\n2024-01-01,1,\n2024-01-02,2,\n", "b", "load.csv: line 2: the column 'b' has no value in any row of 'load'; leave out the series or the column")]
    [InlineData("a,b\n1,2\n,\n3,4\n", "a", "load.csv: line 3 is empty; a series has a value in every row: fill the gap, or take the line out")]
    [InlineData("t,a\n2024-01-01,1\n2024-01-02,2,3\n2024-01-03,2\n", "a", "load.csv: line 3: 3 fields; the header has 2")]
    [InlineData("a\n", "a", "load.csv: 1 row is too few for a series")]
    public void Read_RefusesColumns_InOneLine(string text, string target, string message) =>
        Assert.Equal(message, _sample.Complaint(text, new SeriesColumns { Targets = target.Length == 0 ? [] : [target] }));

    [Fact]
    public void Read_TellsColumnsOfTheSameNameApart()
    {
        Series series = _sample.Read("t,a,a\n2024-01-01,1,2\n2024-01-02,3,4\n", new SeriesColumns { Targets = ["2", "3"] }).Series[0];
        Assert.Equal(["a (column 2)", "a (column 3)"], series.Columns);
        Assert.Equal("2 4", SeriesSample.Text(series, "a (column 3)"));
    }

    [Fact]
    public void Read_TellsHowATableIsWritten_OnceForAllColumns() => Assert.Equal(["read as separated by semicolons, decimal comma"],
        _sample.Read("t;a;b\n2024-01-01;1,5;2,5\n2024-01-02;1,25;7,5\n", new SeriesColumns { Targets = ["a", "b"] }).Remarks);

    /// <summary>A number is a place, also where the first row of a file without a header holds it.</summary>
    [Fact]
    public void Read_TakesANumberForAPlace()
    {
        Series series = _sample.Read("2024-01-01,2,7\n2024-01-02,3,2\n", new SeriesColumns { Targets = ["2"], Known = ["3"] }).Series[0];
        Assert.Equal(("2 3", "7 2"), (SeriesSample.Text(series, "column 2"), SeriesSample.Text(series, "column 3")));
    }

    [Fact]
    public void Read_RefusesNamesAndDescriptionsThatContradict()
    {
        const string Text = "t,shop,area,v\n2024-01-01,a,1,5\n2024-01-02,a,2,6\n2024-01-03,,2,6\n";
        Assert.Equal("load.csv: line 4, column shop: '' names no series; every row needs the name of its own",
            _sample.Complaint(Text, new SeriesColumns { Series = "shop", Targets = ["v"] }));
        Assert.Equal("load.csv: line 3: 'area' of 'load' is 2, and 1 in line 2; what describes a series is the same in all of its rows: name the column with "
            + "--known or --past", _sample.Complaint(Text, new SeriesColumns { Statics = ["area"], Targets = ["v"] }));
        Assert.Equal("load.csv: the column 'v' is named twice, by --known and --target; a column has one meaning",
            _sample.Complaint(Text, new SeriesColumns { Known = ["v"], Targets = ["v"] }));
        string other = _sample.Write("other.csv", "t,w\n2024-01-01,5\n2024-01-02,6\n"), plain = _sample.Write("plain.csv", "w\n5\n6\n");
        Assert.Equal("other.csv: its columns are w, those of load.csv v; call them alike", _sample.Plain(Assert.Throws<InputException>(
            () => SeriesReader.Read([_sample.Write("load.csv", "t,v\n2024-01-01,5\n2024-01-02,6\n"), other])).Message));
        Assert.Equal("plain.csv: it has no column of times, and other.csv has one; name it with --time, or count rows with --time none",
            _sample.Plain(Assert.Throws<InputException>(() => SeriesReader.Read([other, plain])).Message));
    }

    [Fact]
    public void Read_RefusesNamesThatAreNoData()
    {
        Assert.Equal("m4-horly: there is no such file and no data set of that name; known are m4-hourly, m4-weekly, etth1, etth2; did you mean 'm4-hourly'?",
            Assert.Throws<InputException>(() => SeriesReader.Read(["m4-horly"])).Message);
        Assert.Equal("etth1: a data set cannot be combined with other names",
            Assert.Throws<InputException>(() => SeriesReader.Read([_sample.Write("load.csv", "v\n1\n2\n"), "etth1"])).Message);
        Assert.Contains("name a CSV file", Assert.Throws<InputException>(() => SeriesReader.Read([])).Message, StringComparison.Ordinal);
    }

    /// <summary>Every way of writing that the prices have: separators, decimal commas, header lines, dates.</summary>
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
    public void Read_TakesTheFormsOfPriceFiles(string name, string column, double rounding, double scale)
    {
        SeriesCollection rows = SeriesReader.Read([PriceCases.Path(name)], new SeriesColumns { Targets = [column], Time = SeriesColumns.NoTimes });
        SeriesCollection days = SeriesReader.Read(
            [PriceCases.Path(name)], new SeriesColumns { Targets = [column], Time = name.StartsWith("stooq", StringComparison.Ordinal) ? "<DATE>" : "" });
        double[] values = days.Series[0][days.Columns.Targets[0]].ToArray();
        Assert.Equal(PriceCases.Plain.Length, values.Length);
        Assert.All(PriceCases.Plain.Zip(values), pair => Assert.Equal(pair.First.Close * scale, pair.Second, rounding));
        Assert.Equal(values.Order(), rows.Series[0][days.Columns.Targets[0]].ToArray().Order());
        Assert.Equal(TimeStep.BusinessDay, days.Series[0].Times!.Step);
    }

    public void Dispose() => _sample.Dispose();
}
