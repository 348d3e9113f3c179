using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class AlignedPricesTests
{
    [Fact]
    public void Join_KeepsTheDaysOfAll_AndSaysHowManyFellOut()
    {
        AlignedPrices prices = AlignedPrices.Join(Share("A", 10, 1, 2, 3, 4), Share("B", 20, 2, 4, 5));
        Assert.Equal([Date(2), Date(4)], prices.Dates);
        Assert.Equal(["A", "B"], prices.Shares);
        Assert.Equal(12, prices.Features.Count);
        Assert.Equal(("A open", "A adjustedClose", "B close"), (prices.Features[0], prices.Features[4], prices.Features[prices.CloseColumns[1]]));
        Assert.Equal([12, 13, 11, 12.5, 12.25, 1200, 22, 23, 21, 22.5, 22.25, 2200], prices.Day(0).ToArray());
        Assert.Equal((14.5, 24.5), (prices.Close(1, 0), prices.Close(1, 1)));
        Assert.Equal(["A: remark of A", "B: remark of B", "A: 2 of 4 days left out, which not every share has",
            "B: 1 of 3 days left out, which not every share has"], prices.Remarks);
    }

    [Fact]
    public void Join_Throws_WithoutACommonDay_OrWithTheSameShareTwice()
    {
        string apart = Assert.Throws<InputException>(() => AlignedPrices.Join(Share("A", 10, 1, 2), Share("B", 20, 3))).Message;
        Assert.Equal("A (2018-01-01 to 2018-01-02), B (2018-01-03 to 2018-01-03): they have no day in common; give shares of the same years", apart);
        Assert.Contains("two files are of a share called A",
            Assert.Throws<InputException>(() => AlignedPrices.Join(Share("A", 10, 1), Share("A", 10, 1))).Message, StringComparison.Ordinal);
    }

    internal static PriceHistory Share(string name, double price, params int[] days) =>
        new(name, $"{name}.csv", [.. days.Select(day => Day(day, price + day))], [$"remark of {name}"]);

    static PriceDay Day(int day, double price) => new(Date(day), price, price + 1, price - 1, price + 0.5, price + 0.25, price * 100);

    static DateOnly Date(int day) => new DateOnly(2018, 1, 1).AddDays(day - 1);
}
