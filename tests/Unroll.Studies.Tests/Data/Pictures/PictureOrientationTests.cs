using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Tests.Data.Pictures;

public sealed class PictureOrientationTests
{
    /// <summary>1 2 3 / 4 5 6 as it is to be seen, by what the sensor's first row and column are.</summary>
    [Theory]
    [InlineData(1, 2, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, 2, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(3, 2, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, 2, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(5, 3, new byte[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(6, 3, new byte[] { 4, 1, 5, 2, 6, 3 })]
    [InlineData(7, 3, new byte[] { 6, 3, 5, 2, 4, 1 })]
    [InlineData(8, 3, new byte[] { 3, 6, 2, 5, 1, 4 })]
    public void Apply_TurnsAndMirrors(int orientation, int rows, byte[] expected)
    {
        GrayPicture seen = PictureOrientation.Apply(new GrayPicture(2, 3, new byte[] { 1, 2, 3, 4, 5, 6 }), orientation);
        Assert.Equal(rows, seen.Rows);
        Assert.Equal(expected, seen.Pixels.ToArray());
    }

    [Theory]
    [InlineData(new byte[] { }, 1)]
    [InlineData(new byte[] { (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 8, 0, 0 }, 8)]
    [InlineData(new byte[] { (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 9, 0, 0 }, 1)]
    [InlineData(new byte[] { (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3 }, 1)]
    [InlineData(new byte[] { (byte)'M', (byte)'M', 0, 42, 0xFF, 0xFF, 0xFF, 0xFF, 0, 1 }, 1)]
    public void OfExif_IsUpright_WhereTheDataDoNotSay(byte[] exif, int expected) => Assert.Equal(expected, PictureOrientation.OfExif(exif));
}
