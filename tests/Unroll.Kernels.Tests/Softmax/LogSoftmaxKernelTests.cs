using Unroll.Kernels.Softmax;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Softmax;

public sealed class LogSoftmaxKernelTests
{
    [Fact]
    public void Forward_EqualsReference_WithTheSameBitsInEveryLane()
    {
        foreach (int columns in new[] { 1, 2, 7, 15, 16, 17, 33, 100 })
            foreach (int rows in new[] { 1, 3, 65 })
            {
                float[] x = RandomData.Uniform(rows * columns, columns, 8);
                double[] logSums = SoftmaxReference.LogSums(RandomData.Double(x), columns),
                    expected = [.. x.Select((value, i) => value - logSums[i / columns])];
                float[] scalar = Run(x, null, rows, columns, 1, 1);
                Check.Close(expected, scalar, 1e-6, $"{rows} × {columns}");
                foreach (int laneWidth in Sizes.LaneWidths)
                    Check.SameBits(scalar, Run(x, null, rows, columns, laneWidth, 3), $"Lane {laneWidth}");
            }
    }

    [Fact]
    public void Backward_EqualsCentralDifferences_WithTheSameBitsInEveryLane()
    {
        foreach (int columns in new[] { 2, 17, 33 })
        {
            float[] x = RandomData.Uniform(5 * columns, 1, 2), dy = RandomData.Uniform(5 * columns, 2), y = Run(x, null, 5, columns, 1, 1);
            double[] input = RandomData.Double(x);
            double[] expected = CentralDifferences.Gradient(input, () =>
            {
                double[] sums = SoftmaxReference.LogSums(input, columns);
                return input.Select((value, i) => (value - sums[i / columns]) * dy[i]).Sum();
            });
            float[] scalar = Run(y, dy, 5, columns, 1, 1), start = RandomData.Uniform(x.Length, 3), added = [.. start];
            Check.CloseToLargest(expected, scalar, 1e-5, $"{columns} columns");
            foreach (int laneWidth in Sizes.LaneWidths)
                Check.SameBits(scalar, Run(y, dy, 5, columns, laneWidth, 2), $"Lane {laneWidth}");
            LogSoftmaxKernel.Backward(SharedWorkers.Of(2), y, dy, 5, columns, added, accumulate: true);
            for (int i = 0; i < start.Length; i++)
                Assert.Equal(start[i] + scalar[i], added[i]);
        }
    }

    [Fact]
    public void Forward_DoesNotOverflow()
    {
        float[] x = [1e4f, -1e4f, 0, 0], y = new float[4];
        LogSoftmaxKernel.Forward(SharedWorkers.Of(1), x, 2, 2, y);
        Assert.Equal([0, -2e4f], y[..2]);
        Assert.Throws<ArgumentException>(() => LogSoftmaxKernel.Forward(SharedWorkers.Of(1), x, 2, 3, y));
        Assert.Throws<ArgumentException>(() => LogSoftmaxKernel.Backward(SharedWorkers.Of(1), x, x.AsSpan(1), 2, 2, y, false));
    }

    static float[] Run(float[] source, float[]? gradient, int rows, int columns, int laneWidth, int workers)
    {
        GuardedBuffer input = new(source, 1, isInput: true), dy = new(gradient ?? [], 2), target = new(source.Length, 3);
        if (gradient == null)
            LogSoftmaxKernel.Forward(SharedWorkers.Of(workers), input.Span, rows, columns, target.Span, laneWidth);
        else
            LogSoftmaxKernel.Backward(SharedWorkers.Of(workers), input.Span, dy.Span, rows, columns, target.Span, accumulate: false, laneWidth);
        input.AssertIntact();
        target.AssertIntact();
        return target.Span.ToArray();
    }
}
