using System.IO.Compression;
using System.Text;
using Unroll.Studies.Data.TimeSeries;

namespace Unroll.Studies.Tests.Data.TimeSeries;

public sealed class WideTableTests : IDisposable
{
    readonly SeriesSample _sample = new();

    [Theory]
    [InlineData("\"V1\",\"V2\",\"V3\",\"V4\"\n\"W1\",\"1.5\",\"2\",\"3\"\n\"W2\",\"-4\",\"5\",\n", "W1: 1.5 2 3 / W2: -4 5", "")]
    [InlineData("W1,1,2,3\nW2,4,,6\n", "W1: 1 2 3 / W2: 4 _ 6", "1 gap in value, in line 2")]
    [InlineData("W1;1,5;2\nW2;4\n", "W1: 1.5 2 / W2: 4", "read as separated by semicolons, decimal comma")]
    [InlineData("n,a,b,c\nW1,,2,2\nW2,4,6,NaN\n", "W1: 2 2 / W2: 4 6",
        "1 row before the first target was passed over, the first is line 2 / always the same: 'W1'")]
    public void Read_HasARowASeries(string text, string series, string remarks)
    {
        SeriesCollection read = _sample.Read(text, layout: SeriesLayout.Wide);
        Assert.Equal(series, string.Join(" / ", read.Series.Select(one => $"{one.Name}: {SeriesSample.Text(one, "value")}")));
        Assert.All(read.Series, one => Assert.Null(one.Times));
        Assert.Equal(remarks, string.Join(" / ", read.Remarks));
    }

    [Theory]
    [InlineData("n,a,b\nW1,1,2\nW1,3,4\n", "load.csv: line 3: a series 'W1' stands in line 2 too; give each a name of its own")]
    [InlineData("n,a,b\nW1,1,2\n,3,4\n", "load.csv: line 3, column 1: '' names no series; the first cell of a row is the name of its series")]
    [InlineData("n,a,b\nW1,1,2\nW2,,\n", "load.csv: line 3, column 1: 'W2' has no values after it; leave out the series")]
    [InlineData("n,a,b\nW1,1,Infinity\n", "load.csv: line 2, column 3: 'Infinity' is no number; write a number such as 12.5, or nothing where there is none")]
    [InlineData("d,v\n2024-01-01,1\n2024-01-02,2\n", "load.csv: its first column holds dates, so it has a row a time, not a row a series; leave out --layout wide")]
    [InlineData("n,a,b\n", "load.csv: there is no series; a row a series is needed: its name, then its values")]
    public void Read_RefusesRows_InOneLine(string text, string message) => Assert.Equal(message, _sample.Complaint(text, layout: SeriesLayout.Wide));

    [Fact]
    public void Read_RefusesColumnsThatMeanSomething() => Assert.Equal(
        "load.csv: in a wide table every row is a series and no column has a meaning; leave out 'a', or --layout wide",
        _sample.Complaint("n,a\nW1,1\n", new SeriesColumns { Targets = ["a"] }, SeriesLayout.Wide));

    [Theory]
    [InlineData("Page,2015-07-01,2015-07-02,2015-07-04\na,1,2,3\nb,,5,\n", "1 day", "2015-07-01", "1 2 _ 3", "5")]
    [InlineData("Page,2015-07-03,2015-07-02,2015-07-01\na,3,2,1\nb,3,5,4\n", "1 day", "2015-07-01", "1 2 3", "4 5 3")]
    [InlineData("Country,1960,1961,1962\nAruba,54608,55811,56682\nAngola,5,,7\n", "12 months", "1960-01-01", "54608 55811 56682", "5 _ 7")]
    [InlineData("id,2024-Q1,2024-Q2\na,1,2\nb,3,4\n", "3 months", "2024-01-01", "1 2", "3 4")]
    public void Read_TakesTimesFromTheHeader(string text, string step, string start, string first, string second)
    {
        SeriesCollection read = _sample.Read(text, layout: SeriesLayout.Wide);
        Assert.Equal([first, second], read.Series.Select(one => SeriesSample.Text(one, "value")));
        Assert.Equal((step, start), (read.Series[0].Times!.Step.ToString(), $"{read.Series[0].Times!.Start:yyyy-MM-dd}"));
        Assert.All(_sample.Read(text, new SeriesColumns { Time = SeriesColumns.NoTimes }, SeriesLayout.Wide).Series, one => Assert.Null(one.Times));
    }

    [Fact]
    public void Read_RefusesAHeaderThatIsNotRegular_AndRowsThatAreLonger()
    {
        Assert.Contains("'2015-07-03' (line 2, column 4) is the time of '2015-07-03' (line 2, column 3)",
            _sample.Complaint("p,2015-07-01,2015-07-03,2015-07-03\na,1,2,3\n", layout: SeriesLayout.Wide), StringComparison.Ordinal);
        Assert.Equal("load.csv: line 3: 4 fields; the header has 3",
            _sample.Complaint("p,2015-07-01,2015-07-03\na,1,2\nb,1,2,3\nc,1,2\n", layout: SeriesLayout.Wide));
    }

    [Fact]
    public void Read_AsksForTheLayout_WhereATableHasManyColumns() => Assert.Equal(
        "load.csv: 30 columns hold numbers; choose with --target, or read a table with a row a series with --layout wide",
        _sample.Complaint(string.Concat(Enumerable.Range(1, 3).Select(row => $"W{row},{string.Join(',', Enumerable.Range(row, 30))}\n"))));

    [Fact]
    public void Read_UnpacksFiles()
    {
        string path = _sample.Write("m4.csv.gz", "");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes("V1,V2,V3\nH1,7,8\n"));
        Assert.Equal("7 8", SeriesSample.Text(Assert.Single(SeriesReader.Read([path], layout: SeriesLayout.Wide).Series), "value"));
    }

    public void Dispose() => _sample.Dispose();
}
