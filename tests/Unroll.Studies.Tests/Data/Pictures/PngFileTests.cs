using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Tests.Data.Pictures;

public sealed class PngFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    /// <summary>Rows 10 20 30 / 11 22 33 / 15 25 35 / 40 50 60 / 41 53 66, each stored by another filter.</summary>
    [Fact]
    public void Read_UndoesEveryFilter()
    {
        byte[][] lines = [[0, 10, 20, 30], [1, 11, 11, 11], [2, 4, 3, 2], [3, 33, 18, 18], [4, 1, 3, 6]];
        GrayPicture picture = PngFile.Read(Write(PngSample.Create(3, 5, colour: 0, lines)));
        Assert.Equal((5, 3), (picture.Rows, picture.Columns));
        Assert.Equal([10, 20, 30, 11, 22, 33, 15, 25, 35, 40, 50, 60, 41, 53, 66], picture.Pixels.ToArray());
    }

    /// <summary>
    /// Of equal distances left comes before corner, and above before corner: the nearest to left + above − corner, in the order of the standard.
    /// </summary>
    [Theory]
    [InlineData(10, 25, 20, 10)]
    [InlineData(25, 10, 20, 10)]
    [InlineData(30, 15, 20, 30)]
    [InlineData(15, 30, 20, 30)]
    [InlineData(15, 25, 20, 20)]
    public void Read_BreaksTiesOfThePaethFilter_AsTheStandardSays(byte left, byte above, byte corner, byte predicted)
    {
        byte[][] lines = [[0, corner, above], [4, (byte)(left - corner), 0]];
        Assert.Equal([corner, above, left, predicted], PngFile.Read(Write(PngSample.Create(2, 2, colour: 0, lines))).Pixels.ToArray());
    }

    [Theory]
    [InlineData(2, new byte[] { 0, 255, 0, 0, 255, 255, 255 }, new byte[] { 76, 255 })]
    [InlineData(3, new byte[] { 0, 1, 0 }, new byte[] { 255, 76 })]
    [InlineData(4, new byte[] { 0, 200, 255, 100, 0 }, new byte[] { 200, 255 })]
    [InlineData(6, new byte[] { 0, 0, 0, 0, 128, 0, 0, 255, 255 }, new byte[] { 127, 29 })]
    public void Read_TurnsColoursIntoShades(byte colour, byte[] line, byte[] shades) =>
        Assert.Equal(shades, PngFile.Read(Write(PngSample.Create(2, 1, colour, [line], palette: [255, 0, 0, 255, 255, 255]))).Pixels.ToArray());

    /// <summary>The shades of a line, by bits, colour, and the colour that is transparent or the opacity of the palette's colours.</summary>
    [Theory]
    [InlineData(1, 0, new byte[] { 0b0101_1001, 0b1000_0000 }, null, new byte[] { 0, 255, 0, 255, 255, 0, 0, 255, 255 })]
    [InlineData(2, 0, new byte[] { 0b00_01_10_11 }, null, new byte[] { 0, 85, 170, 255 })]
    [InlineData(4, 0, new byte[] { 0x0F, 0x70 }, null, new byte[] { 0, 255, 119 })]
    [InlineData(16, 0, new byte[] { 0x00, 0xFF, 0xFF, 0x00, 0x80, 0x80 }, null, new byte[] { 1, 254, 128 })]
    [InlineData(16, 2, new byte[] { 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF }, null, new byte[] { 76, 29 })]
    [InlineData(16, 4, new byte[] { 0x20, 0x20, 0xFF, 0xFF, 0x20, 0x20, 0, 0 }, null, new byte[] { 32, 255 })]
    [InlineData(2, 0, new byte[] { 0b00_01_10_11 }, new byte[] { 0, 1 }, new byte[] { 0, 255, 170, 255 })]
    [InlineData(16, 0, new byte[] { 0x12, 0x34, 0x12, 0x35 }, new byte[] { 0x12, 0x34 }, new byte[] { 255, 18 })]
    [InlineData(8, 2, new byte[] { 0, 0, 9, 0, 0, 0 }, new byte[] { 0, 0, 0, 0, 0, 9 }, new byte[] { 255, 0 })]
    [InlineData(2, 3, new byte[] { 0b00_01_00_01 }, new byte[] { 0 }, new byte[] { 255, 0, 255, 0 })]
    [InlineData(1, 3, new byte[] { 0b0100_0000 }, new byte[] { 255, 51 }, new byte[] { 0, 204 })]
    public void Read_ReadsEveryDepth_AndShowsWhitePaperWhereItIsTransparent(byte bits, byte colour, byte[] line, byte[]? transparency, byte[] shades)
    {
        byte[] file = PngSample.Create(shades.Length, 1, colour, [[0, .. line]], palette: colour == 3 ? new byte[6] : null, bits, transparency: transparency);
        Assert.Equal(shades, PngFile.Read(Write(file)).Pixels.ToArray());
    }

    [Fact]
    public void Read_ShowsBlackPaper_WhereNothingIsToBeSeenOnWhite()
    {
        byte[] line = [0, 255, 0, 255, 255, 255, 128];
        Assert.Equal([0, 255, 128], PngFile.Read(Write(PngSample.Create(3, 1, 4, [line]))).Pixels.ToArray());
    }

    /// <summary>
    /// Pixels of the seven passes of 5 × 3, each with the number of its pass: 1 at (0, 0), 2 at (0, 4), none of pass 3, as it begins in row 4, and so on.
    /// </summary>
    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void Read_PutsThePassesOfAnInterlacedPictureTogether(byte bits)
    {
        byte[] Line(params byte[] samples) => bits == 8
            ? [0, .. samples.Select(sample => (byte)(sample * 17))]
            : [0, .. samples.Chunk(2).Select(pair => (byte)((pair[0] << 4) | (pair.Length > 1 ? pair[1] : 0)))];
        byte[][] passes = [Line(1), Line(2), Line(4), Line(5, 5, 5), Line(6, 6), Line(6, 6), Line(7, 7, 7, 7, 7)];
        byte[] expected = [1, 6, 4, 6, 2, 7, 7, 7, 7, 7, 5, 6, 5, 6, 5];
        Assert.Equal(expected.Select(sample => (byte)(sample * 17)),
            PngFile.Read(Write(PngSample.Create(5, 3, 0, passes, bits: bits, interlace: 1))).Pixels.ToArray());
    }

    [Fact]
    public void Read_TurnsThePicture_AsItsExifDataSay()
    {
        byte[] exif = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
        GrayPicture picture = PngFile.Read(Write(PngSample.Create(2, 1, 0, [[0, 10, 200]], others: ("eXIf", exif))));
        Assert.Equal((2, 1), (picture.Rows, picture.Columns));
        Assert.Equal([10, 200], picture.Pixels.ToArray());
    }

    [Fact]
    public void Read_SaysThatAPictureIsDamaged_WhenAnyBitOfItsColoursIsAnother()
    {
        byte[] file = PngSample.Create(2, 1, 3, [[0, 0, 1]], palette: [1, 2, 3, 4, 5, 6], transparency: [7, 8]);
        foreach (int at in new[] { file.AsSpan().IndexOf("PLTE"u8) + 5, file.AsSpan().IndexOf("tRNS"u8) + 4, file.AsSpan().IndexOf("IDAT"u8) + 6 })
        {
            byte[] damaged = [.. file];
            damaged[at] ^= 4;
            Assert.Contains("damaged", Assert.Throws<InputException>(() => PngFile.Read(Write(damaged))).Message, StringComparison.Ordinal);
        }
    }

    public static TheoryData<byte[], string> Damaged => new()
    {
        { [1, 2, 3], "not a PNG picture" },
        { PngSample.Create(2, 1, 2, [[0, 1, 2]], bits: 4), "header is damaged" },
        { PngSample.Create(2, 1, 0, [[0, 1, 2]], interlace: 2), "header is damaged" },
        { PngSample.Create(2, 1, 0, [[0, 1, 2]], bits: 16), "damaged or cut short" },
        { PngSample.Create(4, 4, 0, [[0, 1, 2, 3, 4]], interlace: 1), "damaged or cut short" },
        { PngSample.Create(2, 2, 0, [[0, 1, 2]]), "damaged or cut short" },
        { PngSample.Create(2, 1, 0, [[0, 1, 2, 3]]), "damaged or cut short" },
        { PngSample.Create(2, 1, 0, [[9, 1, 2]]), "filter 9" },
        { PngSample.Create(2, 1, 3, [[0, 0, 7]], palette: [1, 2, 3]), "colour 7 is not in its palette of 1" },
        { PngSample.Create(0, 1, 0, [[0]]), "0 × 1 pixels" },
        { PngSample.Create(2, 1, 0, [[0, 1, 2]])[..20], "no header" },
        { PngSample.Create(2, 1, 0, [[0, 1, 2]])[..45], "damaged or cut short" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Read_SaysInOneLine_WhatIsWrong(byte[] bytes, string message)
    {
        string path = Write(bytes);
        var error = Assert.Throws<InputException>(() => PngFile.Read(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Throws_WhenTheStreamAsksForADictionary()
    {
        byte[] bytes = PngSample.Create(2, 1, 0, [[0, 1, 2]]);
        int stream = bytes.AsSpan().IndexOf("IDAT"u8) + 4;
        (bytes[stream], bytes[stream + 1]) = (0x78, 0xBB);
        Assert.Contains("damaged or cut short", Assert.Throws<InputException>(() => PngFile.Read(Write(bytes))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16_384, 16_384, "at most 67108864 in all")]
    [InlineData(8_192, 8_192, "damaged or cut short")]
    public void Read_TakesNoMemory_ForPixelsThatTheFileCannotHold(int columns, int rows, string message)
    {
        string path = Write(PngSample.Create(columns, rows, 6, [[0, 1, 2, 3, 4]]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(message, Assert.Throws<InputException>(() => PngFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_KeepsOnlyTheShades()
    {
        byte[] line = new byte[1 + (4 * 2000)];
        line[4] = 255;
        string path = Write(PngSample.Create(2000, 2000, 6, [.. Enumerable.Repeat(line, 2000)]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(2000 * 2000, PngFile.Read(path).Pixels.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 2000 * 2000, 2 * 2000 * 2000);
    }

    [Fact]
    public void Part_IsBlack_WhereItReachesOverTheEdges()
    {
        var picture = new GrayPicture(2, 3, new byte[] { 1, 2, 3, 4, 5, 6 });
        Assert.Equal([5, 6], picture.Part(1, 1, 1, 2).Pixels.ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6, 0, 0, 0, 0], picture.Part(-1, -1, 4, 4).Pixels.ToArray());
        Assert.Equal([0, 0], picture.Part(7, 7, 1, 2).Pixels.ToArray());
    }

    [Fact]
    public void Resize_TakesTheMeanOfTheArea()
    {
        var picture = new GrayPicture(2, 3, new byte[] { 0, 30, 60, 90, 120, 150 });
        Assert.Equal([75], picture.Resize(1, 1).Pixels.ToArray());
        Assert.Equal([10, 50, 100, 140], picture.Resize(2, 2).Pixels.ToArray());
        Assert.Equal([0, 0, 30, 30, 60, 60], picture.Resize(4, 6).Pixels.Slice(0, 6).ToArray());
    }

    public void Dispose() => _folder.Dispose();

    string Write(byte[] bytes)
    {
        string path = _folder.File("digit.png");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
