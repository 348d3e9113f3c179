using Unroll.Kernels.MatMul;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.MatMul;

public sealed class GradientProductTests
{
    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    /// <summary>Every element is one chain of multiply-adds over the rows of the batch, whatever the blocks, the lanes and the workers.</summary>
    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_IsOneChainOfMultiplyAdds(int laneWidth)
    {
        int run = 0;
        foreach (int depth in new[] { 0, 1, 33, 256, 257, 600 })
            foreach ((int first, int second) in new[] { (1, 0), (7, 3), (33, 17) })
                foreach (int columns in new[] { 1, 16, 33, 130 })
                    AssertChains(first, second, columns, depth, laneWidth, SharedWorkers.Counts[run % 4], accumulate: run++ % 3 == 0);
    }

    [Fact]
    public void Run_IsOneChainOfMultiplyAdds_BeyondTheBlocks()
    {
        foreach (int workers in SharedWorkers.Counts)
            AssertChains(290, 300, 515, 300, 0, workers, accumulate: workers == 2);
    }

    [Fact]
    public void ScratchLength_IsWhatAWorkerOwns() => Assert.InRange(GradientProduct.ScratchLength, 1, Workers.ScratchLength);

    [Fact]
    public void Run_Throws_WhenASpanIsTooShort()
    {
        float[] a = new float[20], b = new float[12], c = new float[15];
        Run(a, b, c);
        Assert.Equal("Values", Assert.Throws<ArgumentException>(() => Run(a[1..], b, c)).ParamName);
        Assert.Equal("b", Assert.Throws<ArgumentException>(() => Run(a, b[1..], c)).ParamName);
        Assert.Equal("Gradient", Assert.Throws<ArgumentException>(() => Run(a, b, c[1..])).ParamName);

        static void Run(float[] a, float[] b, float[] c) =>
            GradientProduct.Run(SharedWorkers.Of(1), new(a, 5, 5, c, 3, accumulate: false), default, default, default, b, 3, 3, 4);
    }

    /// <summary>Two operands, the ones of a bias, and a second bias with them.</summary>
    static void AssertChains(int first, int second, int columns, int depth, int laneWidth, int workers, bool accumulate)
    {
        int aStride = first + 2, bStride = columns + 1;
        var buffers = new GuardedBuffers(offset: 1);
        float[] a0 = RandomData.Uniform(depth * aStride, 1), a1 = RandomData.Uniform(depth * second, 2), bValues = RandomData.Uniform(depth * bStride, 3);
        float[] start = RandomData.Uniform((first + second + 2) * columns, 4);
        GuardedBuffer x = buffers.Input(a0), y = buffers.Input(a1), b = buffers.Input(bValues), result = buffers.InOut(start);
        Span<float> gradients = result.Span;
        GradientProduct.Run(SharedWorkers.Of(workers), new(x.Span, aStride, first, gradients, columns, accumulate),
            new(y.Span, second, second, gradients[(first * columns)..], columns, accumulate),
            GradientSource.Ones(gradients[((first + second) * columns)..], accumulate),
                GradientSource.Ones(gradients[((first + second + 1) * columns)..], accumulate),
            b.Span, bStride, columns, depth, laneWidth);
        buffers.AssertIntact();

        float[] expected = new float[start.Length];
        for (int row = 0; row < first + second + 2; row++)
            for (int column = 0; column < columns; column++)
            {
                float sum = accumulate ? start[(row * columns) + column] : 0;
                for (int k = 0; k < depth; k++)
                {
                    float left = row < first ? a0[(k * aStride) + row] : row < first + second ? a1[(k * second) + row - first] : 1;
                    float right = bValues[(k * bStride) + column];
                    sum = Hardware.HasFusedMultiplyAdd ? MathF.FusedMultiplyAdd(left, right, sum) : (left * right) + sum;
                }

                expected[(row * columns) + column] = sum;
            }

        Check.SameBits(expected, result.Span, $"{first} + {second} rows, {columns} columns, {depth} deep, lane {laneWidth}, {workers} workers");
    }
}
