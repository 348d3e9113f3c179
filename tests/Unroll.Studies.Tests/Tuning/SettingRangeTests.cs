using System.Text.Json;
using Unroll.Randomness;
using Unroll.Studies.Tuning;

namespace Unroll.Studies.Tests.Tuning;

public sealed class SettingRangeTests
{
    [Theory]
    [InlineData(0.0005, 0.02, true)]
    [InlineData(1e-7, 3, true)]
    [InlineData(0, 0.5, false)]
    [InlineData(-5, 10, false)]
    [InlineData(0, 1e30, false)]
    [InlineData(0.1, 0.101, true)]
    [InlineData(0.12345, 0.12346, false)]
    public void Draw_StaysBetweenTheEnds_WhateverTheDigits(double low, double high, bool isLogarithmic)
    {
        var range = new NumberRange("x", low, high, isLogarithmic);
        var random = new RandomStream(RandomKey.FromSeed(3));
        double[] drawn = [.. Enumerable.Range(0, 2000).Select(_ => range.Draw(random))];
        Assert.All(drawn, value => Assert.InRange(value, low, high));
        Assert.Equal((low, high), (range.FromUnit(0), range.FromUnit(1)));
        Assert.All(drawn, value => Assert.Equal(value, range.Find(range.ToJson(value))));
        double middle = isLogarithmic ? Math.Sqrt(low * high) : (low + high) / 2;
        Assert.InRange(drawn.Count(value => value < middle), 900, 1100);
        Assert.True(drawn.Distinct().Count() > 500, "a narrow range needs more digits");
    }

    [Fact]
    public void Numbers_HaveFourDigits()
    {
        var range = new NumberRange("x", 0.0005, 0.02, isLogarithmic: true);
        Assert.Equal("0.003162", range.ToJson(range.FromUnit(0.5)).GetRawText());
        Assert.Null(range.Find(JsonElement.Parse("0.03")));
        Assert.Null(range.Find(JsonElement.Parse("0.0031621")));
        Assert.Null(range.Find(JsonElement.Parse("\"0.01\"")));
        Assert.Equal("x: log 0.0005 to 0.02", range.ToString());
    }

    /// <summary>A highest value that no step reaches is left out.</summary>
    [Theory]
    [InlineData(128, 512, 64, 7)]
    [InlineData(1, 3, 1, 3)]
    [InlineData(-4, 7, 5, 3)]
    public void Integers_AreEquallyProbable_AStepApart(long low, long high, long step, int count)
    {
        var range = new IntegerRange("x", low, high, step, isLogarithmic: false);
        var random = new RandomStream(RandomKey.FromSeed(5));
        IGrouping<double, double>[] drawn = [.. Enumerable.Range(0, 700 * count).Select(_ => range.Draw(random)).GroupBy(value => value).OrderBy(one => one.Key)];
        Assert.Equal(Enumerable.Range(0, count).Select(place => (double)(low + (place * step))), drawn.Select(one => one.Key));
        Assert.All(drawn, one => Assert.InRange(one.Count(), 600, 800));
        Assert.Equal((count, low), (range.Count, (long)range.At(0)));
        Assert.All(drawn, one => Assert.Equal(one.Key, range.FromUnit(range.ToUnit(one.Key))));
    }

    [Fact]
    public void Integers_OnALogarithmicScale_AreDrawnByFactors()
    {
        var range = new IntegerRange("x", 1, 1000, 1, isLogarithmic: true);
        var random = new RandomStream(RandomKey.FromSeed(7));
        double[] drawn = [.. Enumerable.Range(0, 3000).Select(_ => range.Draw(random))];
        Assert.All(drawn, value => Assert.True(value is >= 1 and <= 1000 && value == Math.Floor(value)));
        Assert.InRange(drawn.Count(value => value <= 31), 1450, 1750);
    }

    [Fact]
    public void Choices_AreFoundByTheirJson()
    {
        var range = new ChoiceRange("cell", [JsonElement.Parse("\"gru\""), JsonElement.Parse("null"), JsonElement.Parse("[\"a\", \"b\"]")]);
        Assert.Equal(2, range.Find(JsonElement.Parse("""["a","b"]""")));
        Assert.Equal(1, range.Find(JsonElement.Parse("null")));
        Assert.Null(range.Find(JsonElement.Parse("\"lstm\"")));
        Assert.Equal(["gru", "none", "a b"], new[] { 0.0, 1, 2 }.Select(range.Text));
        Assert.Equal("cell: gru, none, a b", range.ToString());
    }

    /// <summary>What a mixture is made from is a density: its mean over the range is 1, and its sum over choices.</summary>
    [Fact]
    public void Kernels_AreDensities()
    {
        const int Places = 4000;
        var number = new NumberRange("x", 1, 100, isLogarithmic: true);
        SettingKernels kernels = number.Kernels([1, 3, 99], settings: 2);
        for (int kernel = 0; kernel <= 3; kernel++)
            Assert.Equal(1, Enumerable.Range(0, Places).Average(place =>
                kernels.Density(kernel, Math.Pow(100, (place + 0.5) / Places))), tolerance: 1e-4);
        SettingKernels choices = new ChoiceRange("c", [.. new[] { "1", "2", "3" }.Select(text => JsonElement.Parse(text))]).Kernels([2, 2], settings: 1);
        for (int kernel = 0; kernel <= 2; kernel++)
            Assert.Equal(1, new[] { 0.0, 1, 2 }.Sum(value => choices.Density(kernel, value)), tolerance: 1e-12);
        Assert.True(choices.Density(1, 2) > 2 * choices.Density(1, 0));
    }

    /// <summary>What is drawn from a kernel is as frequent as its density says.</summary>
    [Fact]
    public void Kernels_DrawWhatTheirDensitySays()
    {
        const int Drawn = 6000;
        var random = new RandomStream(RandomKey.FromSeed(11));
        SettingKernels choices = new ChoiceRange("c", [.. new[] { "1", "2", "3" }.Select(text => JsonElement.Parse(text))]).Kernels([2, 0], settings: 1);
        double[] values = [.. Enumerable.Range(0, Drawn).Select(_ => choices.Draw(2, random))];
        for (int value = 0; value < 3; value++)
            Assert.Equal(choices.Density(2, value), values.Count(one => one == value) / (double)Drawn, tolerance: 0.02);
        SettingKernels numbers = new NumberRange("x", 0, 1, isLogarithmic: false).Kernels([0.02], settings: 1);
        values = [.. Enumerable.Range(0, Drawn).Select(_ => numbers.Draw(1, random))];
        for (int tenth = 0; tenth < 10; tenth++)
            Assert.Equal(Enumerable.Range(0, 100).Average(place => numbers.Density(1, (tenth / 10.0) + ((place + 0.5) / 1000))) / 10,
                values.Count(one => (int)(one * 10) == tenth) / (double)Drawn, tolerance: 0.02);
    }
}
