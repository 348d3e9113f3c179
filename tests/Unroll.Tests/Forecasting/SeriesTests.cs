using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class SeriesTests
{
    static readonly TimeIndex s_hourly = new(new DateTime(2024, 3, 30, 22, 0, 0), TimeStep.Hour);

    [Fact]
    public void With_GivesAnotherSeries_AndCopiesItsValues()
    {
        double[] values = [1, 2, 3];
        Series one = Series.Of(values, "load"), two = one.With("kW", [4, 5]).With("value", [9]).WithStatic("floors", 2);
        values[0] = 7;
        Assert.Equal([1, 2, 3], one["value"].ToArray());
        Assert.Equal(["value"], one.Columns);
        Assert.Equal(["value", "kW"], two.Columns);
        Assert.Equal([9], two["value"].ToArray());
        Assert.Empty(one.Statics);
        Assert.Equal(["floors"], two.Statics);
    }

    [Fact]
    public void With_RefusesInfinities_AndTakesGaps()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Series("hall 3").With("kW", [1, double.NaN, double.PositiveInfinity]));
        Assert.Contains("values[2] of the column 'kW' of hall 3", error.Message);
        Assert.Throws<ArgumentException>(() => new Series("hall 3").With("kW", []));
        Assert.Throws<ArgumentException>(() => new Series("hall 3").With(" ", [1]));
        Assert.Throws<ArgumentException>(() => new Series("hall 3").WithStatic("floors", double.NaN));
    }

    [Fact]
    public void Column_NamesThoseThatThereAre_WhenItIsUnknown() =>
        Assert.Contains("hall 3 has no column 'KW'; it has 'kW', 'price'",
            Assert.Throws<ArgumentException>(() => new Series("hall 3").With("kW", [1]).With("price", [1])["KW"].Length).Message);

    [Fact]
    public void Steps_KeepTheirTimes_AndWhatIsKnownAhead()
    {
        Series part = new Series("load", s_hourly).With("kW", [1, 2, 3, 4]).With("holiday", [0, 0, 0, 1, 1, 1]).Steps(2, 3);
        Assert.Equal(new DateTime(2024, 3, 31), part.Times!.Start);
        Assert.Equal([3, 4], part["kW"].ToArray());
        Assert.Equal([0, 1, 1], part["holiday"].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Steps(2, 1));
    }
}
