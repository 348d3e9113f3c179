using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public class ShareMatchTests
{
    [Theory]
    [InlineData("AAPL,GOOG", "AAPL,GOOG", "AAPL,GOOG")]
    [InlineData("AAPL,GOOG", "GOOG,AAPL", "AAPL,GOOG")]
    [InlineData("AAPL,GOOG", "goog_2020-2024,AAPL (1)", "AAPL (1),goog_2020-2024")]
    [InlineData("AAPL,GOOG", "HistoricalData_123,AAPL", "AAPL,HistoricalData_123")]
    [InlineData("AAPL", "HistoricalData_123", "HistoricalData_123")]
    [InlineData("BRK.B,A", "A-2020,brk.b us", "brk.b us,A-2020")]
    [InlineData("A,AA", "AA new,A new", "A new,AA new")]
    public void Order_FindsTheFileOfEachShare(string shares, string files, string expected)
    {
        string[] names = shares.Split(',');
        IReadOnlyList<PriceHistory> ordered = ShareMatch.Order(names, [.. files.Split(',').Select(History)]);
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
        string message = Assert.Throws<InputException>(() => ShareMatch.Order(shares.Split(','), [.. files.Split(',').Select(History)])).Message;
        Assert.Equal($"the model was trained on {shares.Replace(",", ", ", StringComparison.Ordinal)}; the files give "
            + $"{files.Replace(",", ", ", StringComparison.Ordinal)}: give one file a share, each named after its share, such as AAPL.csv", message);
    }

    static PriceHistory History(string name) => new(name, name, [], []);
}
