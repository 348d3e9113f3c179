using Unroll.Kernels.Numerics;

namespace Unroll.Kernels.Tests.Numerics;

public sealed class BFloat16Tests
{
    [Theory]
    [InlineData(0f, 0x0000)]
    [InlineData(-0f, 0x8000)]
    [InlineData(1f, 0x3F80)]
    [InlineData(1.00390625f, 0x3F80)] // halfway between 1 and 1.0078125: to the even one
    [InlineData(1.01171875f, 0x3F82)] // halfway between 1.0078125 and 1.015625: to the even one
    [InlineData(1.0039064f, 0x3F81)] // just above halfway
    [InlineData(-2.7182817f, 0xC02E)]
    [InlineData(float.MaxValue, 0x7F80)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.NegativeInfinity, 0xFF80)]
    [InlineData(float.Epsilon, 0x0000)]
    public void FromSingle_RoundsToTheNearest(float value, int bits) => Assert.Equal(bits, BFloat16.FromSingle(value));

    [Theory]
    [InlineData(0x7FC00000u)]
    [InlineData(0x7F800001u)]
    [InlineData(0xFFFFFFFFu)]
    public void FromSingle_KeepsNaN(uint bits) =>
        Assert.True(float.IsNaN(BFloat16.ToSingle(BFloat16.FromSingle(BitConverter.UInt32BitsToSingle(bits)))));

    /// <summary>Every number of 16 bits is its own nearest.</summary>
    [Fact]
    public void ToSingle_IsUndoneByFromSingle()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
            if (BFloat16.ToSingle((ushort)bits) is var value && !float.IsNaN(value))
                Assert.Equal(bits, BFloat16.FromSingle(value));
    }
}
