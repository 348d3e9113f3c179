using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Tests.Data.Pictures;

public sealed class GrayPictureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(28)]
    [InlineData(784)]
    public void Scale_DividesEveryShade_HoweverManyThereAre(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count).Select(i => (byte)(255 - (i * 7)))];
        float[] values = [.. Enumerable.Repeat(-1f, count + 1)];
        GrayPicture.Scale(pixels, values);
        for (int i = 0; i < count; i++)
            Assert.Equal(pixels[i] / 255f, values[i]);
        Assert.Equal(-1, values[count]);
    }
}
