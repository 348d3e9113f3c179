using Unroll.Studies.Data.TimeSeries;

namespace Unroll.Studies.Tests.Data.TimeSeries;

/// <summary>What a model needs of series is refused with the line of the file where it is missing.</summary>
public sealed class SeriesCollectionTests : IDisposable
{
    const string Text = """
        time,shop,sales,price
        2024-01-01,a,,1
        2024-01-02,a,5,1
        2024-01-03,a,6,1
        2024-01-01,b,0,2
        2024-01-02,b,-4,2
        2024-01-06,b,7,2
        2024-01-04,a,,1
        2024-01-05,a,,1
        2024-01-07,b,,1
        """;

    readonly SeriesSample _sample = new();

    [Fact]
    public void RequireValues_NamesTheFirstLineOfAShortSeries()
    {
        SeriesCollection read = Read(Text);
        read.RequireValues(2, "a window of 1 and a horizon of 1 need");
        Assert.Equal("load.csv: line 3: 'a' has 2 values, and a window of 2 and a horizon of 1 need 3; leave it out, or give it more",
            Said(() => read.RequireValues(3, "a window of 2 and a horizon of 1 need")));
    }

    [Fact]
    public void RequireKnown_NamesTheLineWhereAColumnEnds()
    {
        SeriesCollection read = Read(Text);
        read.RequireKnown(1);
        Assert.Equal("load.csv: line 10: 'price' of 'b' ends 1 step after the last target, and a horizon of 2 reads it so far ahead; add 1 value",
            Said(() => read.RequireKnown(2)));
        Assert.Equal("load.csv: line 9: 'price' of 'a' ends 2 steps after the last target, and a horizon of 3 reads it so far ahead; add 1 value",
            Said(() => read.RequireKnown(3)));
        Assert.Contains("line 3: 'price' of 'load' ends with the last target", Said(() => _sample.Read("d,v,price\n2024-01-01,1,1\n2024-01-02,2,1\n",
            new SeriesColumns { Targets = ["v"], Known = ["price"] }).RequireKnown(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void RequireCounts_NamesTheLineOfWhatIsNone()
    {
        Assert.Equal("load.csv: line 6: sales of 'b' is -4, which is no count; counts are whole numbers from 0 on", Said(() => Read(Text).RequireCounts()));
        Assert.Equal("load.csv: line 4: sales of 'a' is 6.5, which is no count; counts are whole numbers from 0 on",
            Said(() => Read(Text.Replace("a,6,", "a,6.5,", StringComparison.Ordinal)).RequireCounts()));
        Read(Text.Replace("-4", "4", StringComparison.Ordinal)).RequireCounts();
    }

    [Fact]
    public void Times_BeginWithTheFirstTarget() => Assert.Equal(new DateTime(2024, 1, 2), Read(Text).Series[0].Times!.Start);

    public void Dispose() => _sample.Dispose();

    SeriesCollection Read(string text) => _sample.Read(text, new SeriesColumns { Series = "shop", Targets = ["sales"], Known = ["price"] });

    string Said(Action require) => _sample.Plain(Assert.Throws<InputException>(require).Message);
}
