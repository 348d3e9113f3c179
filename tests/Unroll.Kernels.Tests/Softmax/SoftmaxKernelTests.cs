using Unroll.Kernels.Softmax;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Softmax;

public sealed class SoftmaxKernelTests
{
    static readonly int[] s_rows = [1, 2, 3, 5, 13, 64, 65, 150];

    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Forward_EqualsReference(int laneWidth)
    {
        int run = 0;
        foreach (int columns in new[] { 1, 2, 7, 15, 16, 17, 33, 100 })
            foreach (int rows in s_rows)
            {
                float[] x = RandomData.Uniform(rows * columns, run, 8);
                (float[] p, float[] logSums) = Forward(x, rows, columns, laneWidth, SharedWorkers.Of(2), Sizes.Offsets[run++ % 3]);
                Check.Close(SoftmaxReference.Forward(RandomData.Double(x), columns), p, 5e-7, $"{rows} × {columns}");
                Check.Close(SoftmaxReference.LogSums(RandomData.Double(x), columns), logSums, 5e-7, $"{rows} × {columns}");
            }
    }

    [Fact]
    public void Forward_GivesSameBits_ForAnyLaneAndWorkers()
    {
        float[] x = RandomData.Uniform(150 * 33, 1, 8);
        (float[] p, float[] logSums) = Forward(x, 150, 33, 1, SharedWorkers.Of(1), 0);
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
            {
                (float[] actual, float[] actualSums) = Forward(x, 150, 33, laneWidth, SharedWorkers.Of(workers), workers);
                Check.SameBits(p, actual, $"Lane {laneWidth}, {workers} workers");
                Check.SameBits(logSums, actualSums, $"Lane {laneWidth}, {workers} workers");
            }
    }

    [Fact]
    public void Forward_DoesNotOverflow()
    {
        float[] x = [1e4f, 1e4f, -1e4f, -1e4f, -1e4f, -1e4f, 0, 200, float.NegativeInfinity], p = new float[9], logSums = new float[3];
        SoftmaxKernel.Forward(SharedWorkers.Of(1), x, 3, 3, p, logSums);
        Assert.Equal([0.5f, 0.5f, 0, 1 / 3f, 1 / 3f, 1 / 3f, 0, 1, 0], p);
        Assert.Equal(1e4f + MathF.Log(2), logSums[0], 1e-3f);
        Assert.Equal(-1e4f + MathF.Log(3), logSums[1], 1e-3f);
        Assert.Equal(200, logSums[2]);
    }

    [Fact]
    public void Forward_WritesOverItsInput_AndSparesTheLogSums()
    {
        float[] x = RandomData.Uniform(6, 1), expected = new float[6];
        SoftmaxKernel.Forward(SharedWorkers.Of(1), x, 2, 3, expected, []);
        SoftmaxKernel.Forward(SharedWorkers.Of(1), x, 2, 3, x, []);
        Check.SameBits(expected, x, "In place");
        Check.Close([1, 1], [expected[..3].Sum(), expected[3..].Sum()], 1e-6, "Sums");
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 7)]
    [InlineData(70, 33)]
    public void Backward_EqualsCentralDifferences(int rows, int columns)
    {
        float[] x = RandomData.Uniform(rows * columns, 1, 2), dy = RandomData.Uniform(rows * columns, 2), p = new float[x.Length];
        SoftmaxKernel.Forward(SharedWorkers.Of(1), x, rows, columns, p, []);
        double[] input = RandomData.Double(x);
        double[] expected = CentralDifferences.Gradient(input, () => SoftmaxReference.Forward(input, columns).Zip(dy, (y, g) => y * g).Sum(), 100);
        float[] start = RandomData.Uniform(x.Length, 3);
        foreach (int workers in SharedWorkers.Counts)
        {
            GuardedBuffer dx = new(x.Length, 1), added = new(start, 1);
            SoftmaxKernel.Backward(SharedWorkers.Of(workers), p, dy, rows, columns, dx.Span, accumulate: false);
            SoftmaxKernel.Backward(SharedWorkers.Of(workers), p, dy, rows, columns, added.Span, accumulate: true);
            dx.AssertIntact();
            added.AssertIntact();
            Check.CloseToLargest(expected, dx.Span, 1e-5, $"{workers} workers");
            for (int i = 0; i < start.Length; i++)
                Assert.Equal(start[i] + dx.Span[i], added.Span[i]);
        }
    }

    [Fact]
    public void Backward_GivesSameBits_ForAnyLane()
    {
        float[] x = RandomData.Uniform(5 * 37, 1, 4), dy = RandomData.Uniform(5 * 37, 2), p = new float[x.Length];
        SoftmaxKernel.Forward(SharedWorkers.Of(1), x, 5, 37, p, []);
        float[] scalar = new float[x.Length], actual = new float[x.Length];
        SoftmaxKernel.Backward(SharedWorkers.Of(1), p, dy, 5, 37, scalar, accumulate: false, laneWidth: 1);
        foreach (int laneWidth in Sizes.LaneWidths)
        {
            SoftmaxKernel.Backward(SharedWorkers.Of(2), p, dy, 5, 37, actual, accumulate: false, laneWidth);
            Check.SameBits(scalar, actual, $"Lane {laneWidth}");
        }
    }

    [Fact]
    public void Kernel_Throws_WhenASpanIsTooShort()
    {
        float[] full = new float[6], missing = new float[5];
        Workers workers = SharedWorkers.Of(1);
        Assert.Throws<ArgumentException>(() => SoftmaxKernel.Forward(workers, missing, 2, 3, full, []));
        Assert.Throws<ArgumentException>(() => SoftmaxKernel.Forward(workers, full, 2, 3, missing, []));
        Assert.Throws<ArgumentException>(() => SoftmaxKernel.Forward(workers, full, 2, 3, full, missing.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>(() => SoftmaxKernel.Backward(workers, missing, full, 2, 3, full, false));
        Assert.Throws<ArgumentException>(() => SoftmaxKernel.Backward(workers, full, missing, 2, 3, full, false));
        Assert.Throws<ArgumentException>(() => SoftmaxKernel.Backward(workers, full, full, 2, 3, missing, false));
    }

    static (float[] P, float[] LogSums) Forward(float[] x, int rows, int columns, int laneWidth, Workers workers, int offset)
    {
        GuardedBuffer input = new(x, offset, isInput: true), p = new(x.Length, offset + 1), logSums = new(rows, offset);
        SoftmaxKernel.Forward(workers, input.Span, rows, columns, p.Span, logSums.Span, laneWidth);
        input.AssertIntact();
        p.AssertIntact();
        logSums.AssertIntact();
        return (p.Span.ToArray(), logSums.Span.ToArray());
    }
}
