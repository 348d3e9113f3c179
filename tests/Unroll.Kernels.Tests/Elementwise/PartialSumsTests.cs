using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

public sealed unsafe class PartialSumsTests
{
    public static TheoryData<int> Lengths => [0, .. Sizes.Around, 1000, 1 << 16];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Sum_GivesSameBits_ForAnyLane(int length)
    {
        AssertSameBits(default(ValueTerm), length);
        AssertSameBits(default(ProductTerm), length);
        AssertSameBits(new DistanceTerm(0.3f), length);
        AssertSameBits(new PenaltyTerm(0.2f, 0.5f), length);
    }

    // Element i belongs to partial sum i mod 16, and the partial sums are added as a tree.
    [Fact]
    public void Sum_AddsInTheOrderThatItPromises()
    {
        for (int length = 0; length < 200; length++)
        {
            float[] x = RandomData.Uniform(length, length), partial = new float[16];
            for (int i = 0; i < length; i++)
                partial[i % 16] += x[i];
            for (int half = 8; half > 0; half /= 2)
                for (int i = 0; i < half; i++)
                    partial[i] += partial[i + half];
            fixed (float* at = x)
                Assert.Equal(partial[0], PartialSums.Sum<LaneScalar, ValueTerm>(default, at, at, length));
        }
    }

    static void AssertSameBits<TTerm>(TTerm term, int length) where TTerm : struct, ISumTerm
    {
        GuardedBuffer a = new(RandomData.Uniform(length, length), 3), b = new(RandomData.Uniform(length, length + 1), 1);
        fixed (float* aAt = a.Span, bAt = b.Span)
        {
            var kernel = new SumKernel<TTerm> { Term = term, A = aAt, B = bAt, Length = length };
            Lanes.Run(ref kernel, 1);
            float expected = kernel.Sum;
            foreach (int laneWidth in Sizes.LaneWidths)
            {
                Lanes.Run(ref kernel, laneWidth);
                Assert.Equal(expected, kernel.Sum);
            }
        }
    }

    struct SumKernel<TTerm> : ILaneKernel where TTerm : struct, ISumTerm
    {
        public TTerm Term;
        public float* A, B;
        public int Length;
        public float Sum;

        public void Run<TLane>() where TLane : struct, ILane<TLane> => Sum = PartialSums.Sum<TLane, TTerm>(Term, A, B, Length);
    }
}
