using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data.TimeSeries;

public sealed class SeriesSetTests
{
    [DataTheory("m4-hourly", "m4-weekly")]
    [InlineData("m4-hourly", 414, 700, 960, 48, "H1", 605, "H414", 17)]
    [InlineData("m4-weekly", 359, 80, 2597, 13, "W1", 1089.2, "W359", 4410)]
    public void Load_ReadsTheSeriesOfTheCompetition(
        string name, int count, int shortest, int longest, int horizon, string first, double firstValue, string last, double lastValue)
    {
        SeriesSet set = SeriesSet.Load(name);
        Assert.Equal(count, set.Series.Count);
        Assert.Equal((shortest, longest), (set.Series.Min(Length), set.Series.Max(Length)));
        Assert.All(set.Test!, one => Assert.Equal(horizon, Length(one)));
        Assert.Equal((first, firstValue), (set.Series[0].Name, set.Series[0]["value"][0]));
        Assert.Equal((last, lastValue), (set.Series[^1].Name, set.Series[^1]["value"][^1]));
        Assert.Equal(set.Series.Select(one => one.Name), set.Test!.Select(one => one.Name));
        Assert.All(set.Series.Concat(set.Test!), one => Assert.DoesNotContain(double.NaN, one["value"].ToArray()));
        Assert.Equal(count, SeriesReader.Read([name]).Series.Count);
    }

    [DataTheory("etth1", "etth2")]
    [InlineData("etth1", "ETTh1", 30.531000137329102)]
    [InlineData("etth2", "ETTh2", 38.661998748779297)]
    public void Load_ReadsTheTransformers(string name, string series, double firstTemperature)
    {
        SeriesSet set = SeriesSet.Load(name);
        Series one = Assert.Single(set.Series);
        Assert.Null(set.Test);
        Assert.Equal(series, one.Name);
        Assert.Equal(["HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"], one.Columns);
        Assert.All(one.Columns, column => Assert.Equal(17_420, one[column].Length));
        Assert.Equal(new TimeIndex(new DateTime(2016, 7, 1), TimeStep.Hour), one.Times);
        Assert.Equal(new DateTime(2018, 6, 26, 19, 0, 0), one.Times![17_419]);
        Assert.Equal(firstTemperature, one["OT"][0], 1e-9);
    }

    [Fact]
    public void Load_RefusesOtherData() => Assert.Equal("mnist: is no data set of series; known are m4-hourly, m4-weekly, etth1, etth2",
        Assert.Throws<InputException>(() => SeriesSet.Load("mnist")).Message);

    static int Length(Series series) => series["value"].Length;
}
