using Unroll.Studies.Data;
using Unroll.Studies.Data.Csv;
using Unroll.Studies.Data.Prices;
using Unroll.Studies.Tests.Data.Csv;

namespace Unroll.Studies.Tests.Data.Prices;

/// <summary>Which shares of which files are taken.</summary>
public class PriceSharesTests
{
    static readonly DataLocator s_nothing = new(null, null);

    [Theory]
    [InlineData("long.csv", "BBB", "BBB")]
    [InlineData("long.csv", "CCC,AAA", "CCC,AAA")]
    [InlineData("yf3two.csv", "", "AAA,BBB")]
    [InlineData("yf3two.csv", "BBB", "BBB")]
    [InlineData("long.csv,tabs.csv", "AAA,tabs", "AAA,tabs")]
    [InlineData("tabs.csv,long.csv", "AAA,TABS", "AAA,tabs")]
    [InlineData("tabs.csv,slashes.csv", "slashes", "slashes")]
    [InlineData("tabs.csv", "HRBR", "HRBR")]
    public void Load_TakesTheSharesThatAreNamed_InTheirOrder(string files, string shares, string expected) =>
        Assert.Equal(expected.Split(','), Load(files, shares).Shares);

    [Fact]
    public void Load_SaysWhereAFileIsCalledOtherwise() =>
        Assert.Contains("HRBR: taken from the file of slashes", Load("slashes.csv", "HRBR").Remarks);

    [Theory]
    [InlineData("long.csv", "", "it holds 3 shares: AAA, BBB, CCC; choose with --share, as in --share AAA")]
    [InlineData("long.csv", "DDD", "it holds 3 shares: AAA, BBB, CCC; none of them is DDD")]
    [InlineData("tabs.csv,slashes.csv", "X,Y", "--share names X, Y; the files give tabs, slashes")]
    [InlineData("tabs.csv", "tabs,X", "--share names tabs, X; the files give tabs")]
    public void Load_Refuses_WhereItIsNotClearWhichShareIsMeant(string files, string shares, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Load(files, shares)).Message, StringComparison.Ordinal);

    /// <summary>No more than twelve shares are listed, and all that were asked for.</summary>
    [Theory]
    [InlineData(12, "it holds 12 shares: A, B, C, D, E, F, G, H, I, J, K, L; ")]
    [InlineData(13, "it holds 13 shares: A, B, C, D, E, F, G, H, I, J, K, L …; ")]
    public void ReadShares_ListsTheShares(int count, string message)
    {
        using var sample = new TableSample();
        string path = sample.Write("Date,Open,High,Low,Close,Ticker\n"
            + string.Concat(Enumerable.Range(0, count).Select(share => $"2023-01-02,1,2,1,1.5,{(char)('A' + share)}\n")));
        Assert.Equal($"FILE: {message}none of them is X or Y", sample.Complaint(() => PriceFile.ReadShares(path, ["X", "Y"])));
        Assert.Equal($"FILE: {message}choose with --share, as in --share A", sample.Complaint(() => PriceFile.ReadShares(path, [])));
    }

    /// <summary>A model knows its shares: it takes them out of a file that holds more.</summary>
    [Fact]
    public void Load_TakesTheSharesOfTheModel()
    {
        AlignedPrices trained = Load("long.csv", "CCC");
        AlignedPrices read = PriceData.Load([PriceCases.Path("long.csv")], trained.Shares, new TableFormat(), []);
        Assert.Equal(trained.Values.ToArray(), read.Values.ToArray());
        Assert.Equal(["CCC"], PriceData.Load([PriceCases.Path("CCC_only.csv")], trained.Shares, new TableFormat(), []).Shares);
    }

    static AlignedPrices Load(string files, string shares) => PriceData.Load([.. files.Split(',').Select(PriceCases.Path)], 1, s_nothing, null,
        shares.Split(',', StringSplitOptions.RemoveEmptyEntries));
}
