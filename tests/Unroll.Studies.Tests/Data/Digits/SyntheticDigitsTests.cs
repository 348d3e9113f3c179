using System.Security.Cryptography;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Tests.Data.Digits;

public class SyntheticDigitsTests
{
    const int Ink = 128;

    static readonly DigitSet s_digits = SyntheticDigits.Create(1000, seed: 1);

    /// <summary>The same seed draws the same pictures on every machine, in every version.</summary>
    [Fact]
    public void Create_DrawsThePicturesOfTheSeed()
    {
        DigitSet digits = SyntheticDigits.Create(100, seed: 1);
        byte[] pixels = [.. Enumerable.Range(0, digits.Count).SelectMany(picture => digits.Picture(picture).Pixels.ToArray())];
        Assert.Equal("be202b4815336a46", Convert.ToHexStringLower(SHA256.HashData([.. pixels, .. digits.Labels]))[..16]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(1000)]
    public void Create_DrawsNearlyAsManyOfEach_InARandomOrder(int count)
    {
        DigitSet digits = SyntheticDigits.Create(count, seed: 3);
        Assert.Equal((count, SyntheticDigits.Size, SyntheticDigits.Size), (digits.Count, digits.Rows, digits.Columns));
        Assert.All(Enumerable.Range(0, 10), digit => Assert.InRange(digits.Labels.Count(label => label == digit), count / 10, (count + 9) / 10));
        if (count > 1)
            Assert.NotEqual(digits.Labels.Order(), digits.Labels);
    }

    /// <summary>No digit is cut off at an edge: it has the height of two segments of 7 to 10 pixels and a stroke, and the width of one.</summary>
    [Fact]
    public void Create_DrawsWholeDigits() => Assert.All(Enumerable.Range(0, s_digits.Count), picture =>
    {
        (int top, int bottom, int left, int right) = Box(picture);
        Assert.InRange(bottom - top + 1, 16, 25);
        Assert.InRange(right - left + 1, s_digits.Labels[picture] == 1 ? 2 : 8, s_digits.Labels[picture] == 1 ? 10 : 20);
        Assert.InRange(top, 1, 10);
        Assert.InRange(left, 0, 24);
    });

    /// <summary>The line of a one is as thick everywhere: twice 1.2 to 2.2 pixels.</summary>
    [Fact]
    public void Create_DrawsStrokesOfAboutTheSameThickness()
    {
        double[] thickness = [.. Ones().SelectMany(picture =>
        {
            (int top, int bottom, _, _) = Box(picture);
            return Enumerable.Range(top + 3, bottom - top - 5).Select(row => (double)Row(picture, row).Length);
        })];
        Assert.All(thickness, pixels => Assert.InRange(pixels, 2, 5));
        Assert.InRange(thickness.Average(), 3.2, 3.6);
    }

    [Fact]
    public void Create_SlantsDigitsBothWays()
    {
        double[] leanings = [.. Ones().Select(picture =>
        {
            (int top, int bottom, _, _) = Box(picture);
            return Row(picture, top + 3).Average() - Row(picture, bottom - 3).Average();
        })];
        Assert.InRange(leanings.Count(leaning => leaning > 1), 20, 50);
        Assert.InRange(leanings.Count(leaning => leaning < -1), 20, 50);
        Assert.All(leanings, leaning => Assert.InRange(leaning, -5, 5));
    }

    /// <summary>An eight has all seven segments, a one two.</summary>
    [Fact]
    public void Create_DrawsMoreInk_WhereADigitHasMoreSegments()
    {
        ILookup<int, int> ink = Enumerable.Range(0, s_digits.Count).ToLookup(picture => (int)s_digits.Labels[picture],
            picture => Enumerable.Range(0, SyntheticDigits.Size).Sum(row => Row(picture, row).Length));
        double[] means = [.. Enumerable.Range(0, 10).Select(digit => ink[digit].Average())];
        Assert.Equal([1, 7, 4], means.Index().OrderBy(mean => mean.Item).Take(3).Select(mean => mean.Index));
        Assert.Equal(8, means.Index().MaxBy(mean => mean.Item).Index);
    }

    [Fact]
    public void Create_Throws_WithoutACount() => Assert.Throws<ArgumentOutOfRangeException>("count", () => SyntheticDigits.Create(0, seed: 1));

    static IEnumerable<int> Ones() => Enumerable.Range(0, s_digits.Count).Where(picture => s_digits.Labels[picture] == 1);

    /// <summary>The columns of a row that have ink.</summary>
    static int[] Row(int picture, int row)
    {
        GrayPicture drawn = s_digits.Picture(picture);
        return [.. Enumerable.Range(0, drawn.Columns).Where(column => drawn.Pixels.Span[(row * drawn.Columns) + column] >= Ink)];
    }

    static (int Top, int Bottom, int Left, int Right) Box(int picture)
    {
        int[] rows = [.. Enumerable.Range(0, SyntheticDigits.Size).Where(row => Row(picture, row).Length > 0)];
        int[] columns = [.. rows.SelectMany(row => Row(picture, row))];
        return (rows[0], rows[^1], columns.Min(), columns.Max());
    }
}
