using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Tests.Data.Digits;

public sealed class InkLevelsTests
{
    static readonly GrayPicture s_mnist = new(4, 4, new byte[] { 0, 0, 0, 0, 0, 255, 100, 0, 0, 40, 255, 0, 0, 0, 0, 0 });

    [Theory]
    [InlineData(0, 255)]
    [InlineData(255, 0)]
    [InlineData(245, 0)]
    [InlineData(225, 20)]
    [InlineData(200, 20)]
    [InlineData(126, 0)]
    [InlineData(126, 255)]
    [InlineData(40, 220)]
    [InlineData(20, 200)]
    [InlineData(180, 150)]
    public void Apply_GivesMnistsShades_WhateverPaperAndInkAre(int paper, int ink)
    {
        GrayPicture drawn = Drawn(paper, ink);
        var levels = InkLevels.Of(drawn);
        Assert.Equal((paper, ink), (levels.Paper, levels.Ink));
        int rounding = 1 + (255 / Math.Abs(ink - paper));
        Assert.All(levels.Apply(drawn).Pixels.ToArray().Zip(s_mnist.Pixels.ToArray()),
            pair => Assert.InRange(pair.First - pair.Second, -rounding, rounding));
    }

    [Fact]
    public void Apply_IsTheSameMemory_WhenPicturesAreDrawnAsMnists() =>
        Assert.Equal(s_mnist, InkLevels.Of(s_mnist).Apply(s_mnist));

    /// <summary>Many pictures have one paper, also where a digit covers the whole border of one of them.</summary>
    [Fact]
    public void OfSet_LooksAtASetAsAWhole()
    {
        byte[] pixels = [.. Enumerable.Repeat(Drawn(255, 0).Pixels.ToArray(), 9).SelectMany(one => one), .. new byte[16]];
        Assert.Equal(new InkLevels(255, 0), InkLevels.OfSet(pixels, 4, 4));
    }

    /// <summary>The first and the last row of every picture are its border, and of the rows between them the first and the last pixel.</summary>
    [Fact]
    public void OfSet_TakesTheBorderOfEveryPicture()
    {
        byte[] paper = new byte[8], inkAtTheSides = [200, 0, 0, 0, 0, 0, 0, 200];
        byte[] picture = [.. paper, .. inkAtTheSides, .. inkAtTheSides, .. inkAtTheSides, .. inkAtTheSides, .. paper];
        Assert.Equal(new InkLevels(0, 200), InkLevels.OfSet(Enumerable.Repeat(picture, 10).SelectMany(one => one).ToArray(), 6, 8));
    }

    [Fact]
    public void OfSet_ChangesNothing_WhereThereAreNoPictures() => Assert.Equal(InkLevels.OfMnist, InkLevels.OfSet([], 28, 28));

    /// <summary>What is that near to black and white is left as it is.</summary>
    [Theory]
    [InlineData(8, 247, 0, 255)]
    [InlineData(247, 8, 255, 0)]
    [InlineData(9, 246, 9, 246)]
    public void Of_TakesNearlyBlackForBlack_AndNearlyWhiteForWhite(int paper, int ink, int expectedPaper, int expectedInk) =>
        Assert.Equal(new InkLevels((byte)expectedPaper, (byte)expectedInk), InkLevels.Of(Drawn(paper, ink)));

    /// <summary>Photographs have no paper: they are read as they are.</summary>
    [Fact]
    public void OfSet_ChangesNothing_WhereBordersHaveNoShadeInCommon()
    {
        byte[] pixels = [.. Enumerable.Range(0, 160).Select(i => (byte)(60 + (i * 37 % 160)))];
        Assert.Equal(InkLevels.OfMnist, InkLevels.OfSet(pixels, 4, 4));
    }

    [Theory]
    [InlineData(255, 255, true)]
    [InlineData(255, 242, true)]
    [InlineData(0, 10, true)]
    [InlineData(200, 180, false)]
    public void IsBlank_WhenInkCannotBeToldFromPaper(int paper, int ink, bool expected) =>
        Assert.Equal(expected, InkLevels.Of(Drawn(paper, ink)).IsBlank);

    [Fact]
    public void OrKnown_KeepsWhatIsKnown_OnlyWhereItIsAboutTheSame()
    {
        var known = new InkLevels(200, 20);
        Assert.Equal(known, new InkLevels(190, 30).OrKnown(known));
        Assert.Equal(known, new InkLevels(90, 90).OrKnown(known));
        Assert.Equal(new InkLevels(255, 0), new InkLevels(255, 0).OrKnown(known));
        Assert.Equal(InkLevels.OfMnist, InkLevels.OfMnist.OrKnown(known));
    }

    static GrayPicture Drawn(int paper, int ink) =>
        s_mnist with { Pixels = s_mnist.Pixels.ToArray().Select(shade => (byte)Math.Round(paper + ((ink - paper) * shade / 255.0))).ToArray() };
}
