namespace Unroll.Kernels.Tests;

public sealed class PartsTests
{
    [Fact]
    public void Parts_CoverEverythingOnce()
    {
        foreach (int length in new[] { 0, 1, 7, 8, 9, 64 })
            foreach (int size in new[] { 1, 3, 8, 100 })
            {
                var parts = new Parts(length, size);
                int next = 0;
                for (int part = 0; part < parts.Count; part++)
                {
                    (int first, int end) = parts.Range(part);
                    Assert.Equal(next, first);
                    Assert.InRange(end - first, 1, size);
                    next = end;
                }

                Assert.Equal(length, next);
            }
    }

    [Fact]
    public void Parts_DoNotOverflow_AtTheLargestLength()
    {
        var parts = new Parts(int.MaxValue, 1 << 14);
        Assert.Equal(1 << 17, parts.Count);
        Assert.Equal((int.MaxValue - (1 << 14) + 1, int.MaxValue), parts.Range(parts.Count - 1));
    }

    [Theory]
    [InlineData(10, 100, 1000, 1)]
    [InlineData(10, 300, 1000, 4)]
    [InlineData(10, 5000, 1000, 10)]
    [InlineData(10, 0, 1000, 1)]
    [InlineData(0, 5, 1000, 0)]
    public void OfRows_TakesWholeRows(int rows, int columns, int elements, int count) => Assert.Equal(count, Parts.OfRows(rows, columns, elements).Count);

    [Theory]
    [InlineData(0, 5, 0)]
    [InlineData(1, 5, 1)]
    [InlineData(5, 5, 1)]
    [InlineData(6, 5, 2)]
    [InlineData(int.MaxValue, 1 << 30, 2)]
    public void CeilDiv_RoundsUp(int value, int divisor, int expected) => Assert.Equal(expected, Rounding.CeilDiv(value, divisor));
}
