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
    [InlineData(4, new byte[] { 0, 200, 255, 200, 0 }, new byte[] { 200, 0 })]
    [InlineData(6, new byte[] { 0, 255, 255, 255, 128, 0, 0, 255, 255 }, new byte[] { 128, 29 })]
    public void Read_TurnsColoursIntoShades(byte colour, byte[] line, byte[] shades) =>
        Assert.Equal(shades, PngFile.Read(Write(PngSample.Create(2, 1, colour, [line], palette: [255, 0, 0, 255, 255, 255]))).Pixels.ToArray());

    public static TheoryData<byte[], string> Damaged => new()
    {
        { [1, 2, 3], "not a PNG picture" },
        { PngSample.Create(2, 1, 0, [[0, 1, 2]], bits: 16), "16 bits a channel" },
        { PngSample.Create(2, 1, 0, [[0, 1, 2]], interlace: 1), "interlaced" },
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
        string path = Write(PngSample.Create(2000, 2000, 6, [.. Enumerable.Repeat(line, 2000)]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(2000 * 2000, PngFile.Read(path).Pixels.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 2000 * 2000, 2 * 2000 * 2000);
    }

    [Fact]
    public void LightOnDark_TurnsAPictureOver_WhenItsBorderIsLight()
    {
        byte[] dark = [255, 250, 255, 255, 0, 255, 255, 255, 255], light = [.. dark.Select(shade => (byte)(255 - shade))];
        Assert.Equal(light, new GrayPicture(3, 3, dark).LightOnDark().Pixels.ToArray());
        Assert.Equal(light, new GrayPicture(3, 3, light).LightOnDark().Pixels.ToArray());
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
