using Unroll.Kernels.Numerics;
using Unroll.Kernels.Random;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.References;

namespace Unroll.Kernels.Tests.Random;

public sealed class NormalNumbersTests
{
    const ulong Key = 0x1234_5678_9ABC_DEF0;

    [Fact]
    public void Fill_GivesTheBitsOfPortableMath_InEveryLane()
    {
        foreach (int count in new[] { 0, 1, 2, 3, 7, 8, 9, 127, 128, 129, 2_000 })
            foreach (uint first in new[] { 0u, 5u, (1u << 29) - 40_000 })
            {
                Check<DoubleLane512>(first, count);
                Check<DoubleLane256>(first, count);
                Check<DoubleLane128>(first, count);
            }
    }

    static void Check<TLane>(uint first, int count) where TLane : struct, IDoubleLane<TLane>
    {
        double[] numbers = new double[count + 1];
        numbers[^1] = 77;
        NormalNumbers.Fill<TLane>(Key, first, numbers.AsSpan(0, count));
        for (int i = 0; i < count; i++)
            Assert.Equal(BitConverter.DoubleToInt64Bits(Normal((int)(4 * first) + (4 * i))), BitConverter.DoubleToInt64Bits(numbers[i]));
        Assert.Equal(77, numbers[^1]);
    }

    static double Normal(int word) =>
        Math.Sqrt(-2 * PortableMath.Log(1 - Fraction(word))) * PortableMath.Cos(2 * Math.PI * Fraction(word + 2));

    static double Fraction(int word) =>
        ((((ulong)RandomReference.Word(Key, word) << 32) | RandomReference.Word(Key, word + 1)) >> 11) * (1.0 / (1L << 53));
}
