using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public class ShareMatchTests
{
    static readonly Dictionary<string, string> s_nothingSaid = [];

    [Theory]
    [InlineData("AAPL,GOOG", "AAPL,GOOG", "AAPL,GOOG")]
    [InlineData("AAPL,GOOG", "GOOG,AAPL", "AAPL,GOOG")]
    [InlineData("AAPL,GOOG", "goog_2020-2024,AAPL (1)", "AAPL (1),goog_2020-2024")]
    [InlineData("AAPL,GOOG", "HistoricalData_123,AAPL", "AAPL,HistoricalData_123")]
    [InlineData("AAPL", "HistoricalData_123", "HistoricalData_123")]
    [InlineData("AAPL,GOOG", "goog daily,Aapl daily", "Aapl daily,goog daily")]
    [InlineData("BRK.B,A", "A-2020,brk.b us", "brk.b us,A-2020")]
    [InlineData("A,AA", "AA new,A new", "A new,AA new")]
    public void Order_FindsTheFileOfEachShare(string shares, string files, string expected)
    {
        string[] names = shares.Split(',');
        IReadOnlyList<PriceHistory> ordered = ShareMatch.Order(names, [.. files.Split(',').Select(History)], s_nothingSaid);
        Assert.Equal(names, ordered.Select(history => history.Name));
        Assert.Equal(expected.Split(','), ordered.Select(history => history.Description));
        Assert.All(ordered, history => Assert.Equal(
            history.Name == history.Description ? [] : [$"taken from the file of {history.Description}"], history.Remarks));
    }

    [Theory]
    [InlineData("AAPL,GOOG", "HistoricalData_1,HistoricalData_2")]
    [InlineData("AAPL,GOOG", "AAPL")]
    [InlineData("AAPL", "AAPL,GOOG")]
    [InlineData("AAPL,GOOG", "AAPL (1),AAPL (2)")]
    public void Order_Refuses_WhereItIsNotClear(string shares, string files)
    {
        string message = Assert.Throws<InputException>(
            () => ShareMatch.Order(shares.Split(','), [.. files.Split(',').Select(History)], s_nothingSaid)).Message;
        Assert.Equal($"the model was trained on {shares.Replace(",", ", ", StringComparison.Ordinal)}; the files give "
            + $"{files.Replace(",", ", ", StringComparison.Ordinal)}: give one file a share, each named after its share, such as AAPL.csv, or say "
            + "which is which with --share AAPL=FILE", message);
    }

    [Theory]
    [InlineData("AAPL=new", "new,old", "new,old")]
    [InlineData("AAPL=old", "new,old", "old,new")]
    [InlineData("GOOG=AAPL AAPL=GOOG", "GOOG,AAPL", "GOOG,AAPL")]
    [InlineData("AAPL=goog", "GOOG,AAPL", "GOOG,AAPL")]
    [InlineData("AAPL=here/old.csv", "new,old", "old,new")]
    [InlineData("AAPL=old.csv", "new,old", "old,new")]
    [InlineData("AAPL", "GOOG,AAPL", "AAPL,GOOG")]
    public void Order_TakesWhatTheUserSays(string said, string files, string expected)
    {
        string[] shares = ["AAPL", "GOOG"];
        IReadOnlyList<PriceHistory> ordered = ShareMatch.Order(
            shares, [.. files.Split(',').Select(name => History(name) with { File = $"here/{name}.csv" })], ShareNames.Read(said.Split(' '), shares));
        Assert.Equal(shares, ordered.Select(history => history.Name));
        Assert.Equal(expected.Split(','), ordered.Select(history => history.Description));
        Assert.Empty(ordered[0].Remarks);
    }

    [Fact]
    public void Order_Refuses_WhatTheDataDoNotHold()
    {
        string[] shares = ["AAPL", "GOOG"];
        Assert.Equal("--share AAPL=MSFT.csv: the data hold no such file or share; they give new, old", Assert.Throws<InputException>(
            () => ShareMatch.Order(shares, [History("new"), History("old")], ShareNames.Read(["AAPL=MSFT.csv"], shares))).Message);
        Assert.Equal("--share AAPL: the data hold no such file or share; they give new, old", Assert.Throws<InputException>(
            () => ShareMatch.Order(shares, [History("new"), History("old")], ShareNames.Read(["AAPL"], shares))).Message);
    }

    static PriceHistory History(string name) => new(name, name, [], []);
}
