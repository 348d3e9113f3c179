using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Tensors;

public sealed class ArgMaxTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(33)]
    [InlineData(67)]
    public void Of_IsTheLoop_ForTiesNaNInfinitiesAndBothZeros(int length)
    {
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, 1];
        var random = new Random(length);
        for (int trial = 0; trial < 200; trial++)
        {
            float[] values = RandomArray.Uniform(length + 3, (1000 * length) + trial);
            for (int i = 0; i < values.Length; i++)
                if (random.Next(100) < trial / 2)
                    values[i] = special[random.Next(special.Length - (trial % 6))];
            Assert.Equal(Naive(values.AsSpan(3)), ArgMax.Find(values.AsSpan(3)));
        }
    }

    [Fact]
    public void Of_IsTheFirst_WhenAllAreMinusInfinity() => Assert.Equal(0, ArgMax.Find(Enumerable.Repeat(float.NegativeInfinity, 40).ToArray()));

    static int Naive(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }
}
