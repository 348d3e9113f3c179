using System.Text.Json;
using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class FeatureScalerTests
{
    static readonly double[] s_values = [10, 5, 0.1, 20, 5, 0.1, 14, 5, 0.1];

    [Fact]
    public void Fit_MinMax_BringsTheTrainingPartTo0And1()
    {
        FeatureScaler scaler = FeatureScaler.Fit(ScalerKind.MinMax, ["a", "b", "c"], s_values);
        Assert.Equal([0, 0, 0, 1, 0, 0, 0.4f, 0, 0], scaler.Scale(s_values));
        Assert.Equal(-1, scaler.Scale(0, 0));
        Assert.Equal(2, scaler.Scale(30, 0));
    }

    [Fact]
    public void Fit_Standard_GivesMean0AndDeviation1()
    {
        FeatureScaler scaler = FeatureScaler.Fit(ScalerKind.Standard, ["a", "b", "c"], s_values);
        double mean = 44 / 3.0, deviation = Math.Sqrt(((10 - mean) * (10 - mean) + (20 - mean) * (20 - mean) + (14 - mean) * (14 - mean)) / 3);
        Assert.Equal([mean, 5, 0.1], scaler.Offsets);
        Assert.Equal([deviation, 1, 1], scaler.Scales);
        Assert.Equal(0, scaler.Scale(s_values).Where((_, i) => i % 3 == 0).Sum(), 1e-6);
    }

    [Theory]
    [InlineData(ScalerKind.MinMax)]
    [InlineData(ScalerKind.Standard)]
    public void Restore_UndoesScale_AfterAStayInJson(ScalerKind kind)
    {
        string json = JsonSerializer.Serialize(FeatureScaler.Fit(kind, ["a", "b", "c"], s_values));
        Assert.Contains(kind == ScalerKind.MinMax ? "\"min_max\"" : "\"standard\"", json, StringComparison.Ordinal);
        FeatureScaler stored = JsonSerializer.Deserialize<FeatureScaler>(json)!;
        for (int i = 0; i < s_values.Length; i++)
            Assert.Equal(s_values[i], stored.Restore(stored.Scale(s_values[i], i % 3), i % 3), 1e-12);
        Assert.Equal(["a", "b", "c"], stored.Features);
    }

    [Theory]
    [InlineData(ScalerKind.MinMax)]
    [InlineData(ScalerKind.Standard)]
    public void DescribeOutside_NamesRangeAndValue_OfEitherScaler(ScalerKind kind)
    {
        FeatureScaler scaler = FeatureScaler.Fit(kind, ["a", "b", "c"], s_values);
        Assert.Null(scaler.DescribeOutside("A", [10, 15, 20], "closes", 0));
        Assert.Equal("A: 2 of 4 closes lie outside 10 to 20, the range of the training, as far as -7.5; a model is less sure there",
            scaler.DescribeOutside("A", [10, 21, -7.5, 20], "closes", 0));
    }

    [Fact]
    public void LastWindow_Throws_OfOtherShares_AndOfTooFewDays()
    {
        AlignedPrices prices = AlignedPrices.Join(AlignedPricesTests.Share("A", 10, 1, 2, 3), AlignedPricesTests.Share("B", 20, 1, 2, 3));
        AlignedPrices others = AlignedPrices.Join(AlignedPricesTests.Share("B", 20, 1, 2, 3), AlignedPricesTests.Share("A", 10, 1, 2, 3));
        FeatureScaler scaler = FeatureScaler.Fit(ScalerKind.MinMax, prices.Features, prices.Values);
        Assert.Equal(scaler.Scale(prices.Values[12..]), scaler.LastWindow(prices, 2));
        Assert.Equal(scaler.Scale(prices.Values), scaler.LastWindow(prices, 3));
        Assert.Equal("A.csv; B.csv: 3 days are too few: a window has 4", Assert.Throws<InputException>(() => scaler.LastWindow(prices, 4)).Message);
        Assert.Equal("the model was trained on A, B; the files give B, A: name files of the same shares in the same order",
            Assert.Throws<InputException>(() => scaler.LastWindow(others, 2)).Message);
    }

    [Fact]
    public void Fit_Throws_WithoutAWholeDay()
    {
        Assert.Throws<ArgumentException>(() => FeatureScaler.Fit(ScalerKind.MinMax, ["a", "b"], [1]));
        Assert.Throws<ArgumentException>(() => FeatureScaler.Fit(ScalerKind.MinMax, ["a", "b"], []));
    }
}
