using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Tests.Data.Pictures;

public class PngHeaderTests
{
    /// <summary>
    /// A line is the byte of its filter and its pixels; colour 2 has three samples, 0 (grey) and 3 (a palette) have one. Of 5 × 3 pixels the passes have 1, 1,
    /// 0, 1, 3, 2 + 2 and 5.
    /// </summary>
    [Theory]
    [InlineData(false, 8, 0, 3 * 6)]
    [InlineData(false, 8, 2, 3 * 16)]
    [InlineData(false, 1, 0, 3 * 2)]
    [InlineData(true, 8, 0, 2 + 2 + 2 + 4 + 3 + 3 + 6)]
    [InlineData(true, 8, 2, 4 + 4 + 4 + 10 + 7 + 7 + 16)]
    [InlineData(true, 16, 2, 7 + 7 + 7 + 19 + 13 + 13 + 31)]
    [InlineData(true, 1, 3, 7 * 2)]
    public void Length_IsThatOfAllLines(bool isInterlaced, int bits, byte colour, long expected) =>
        Assert.Equal(expected, new PngHeader(Rows: 3, Columns: 5, bits, (PngColour)colour, isInterlaced).Length);
}
