using Unroll.Kernels.Softmax;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Softmax;

public sealed class CrossEntropyKernelTests
{
    const float Scale = 0.25f;

    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 7)]
    [InlineData(130, 17)]
    public void Ids_GiveLossAndGradient(int rows, int columns)
    {
        int[] ids = RandomData.Ids(rows, columns, 1);
        float[] x = RandomData.Uniform(rows * columns, 2, 3), y = new float[x.Length], losses = new float[rows];
        for (int row = 0; row < rows; row++)
            y[(row * columns) + ids[row]] = 1;
        (float[] p, float[] logSums) = Softmax(x, rows, columns);
        CrossEntropyKernel.Forward(x, logSums, ids, columns, losses);
        Check.Close(SoftmaxReference.CrossEntropies(RandomData.Double(x), RandomData.Double(y), columns), losses, 1e-6, "Losses");
        AssertGradient(x, y, columns, (workers, dx, accumulate, laneWidth) =>
            CrossEntropyKernel.Backward(workers, p, ids, columns, Scales(rows), dx, accumulate, laneWidth));
    }

    // The targets' sum is not 1: weights of rows and of classes are part of them.
    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 7)]
    [InlineData(130, 17)]
    public void Rows_GiveLossAndGradient(int rows, int columns)
    {
        float[] x = RandomData.Uniform(rows * columns, 2, 3), y = [.. RandomData.Uniform(rows * columns, 3).Select(Math.Abs)], losses = new float[rows];
        y[0] = 0;
        (float[] p, float[] logSums) = Softmax(x, rows, columns);
        CrossEntropyKernel.Forward(x, logSums, y, columns, losses);
        Check.Close(SoftmaxReference.CrossEntropies(RandomData.Double(x), RandomData.Double(y), columns), losses, 1e-6, "Losses");
        AssertGradient(x, y, columns, (workers, dx, accumulate, laneWidth) =>
            CrossEntropyKernel.Backward(workers, p, y, columns, Scales(rows), dx, accumulate, laneWidth));
    }

    [Fact]
    public void Forward_IgnoresImpossibleClasses_WhenTheirTargetIsZero()
    {
        float[] x = [0, float.NegativeInfinity], losses = new float[1];
        CrossEntropyKernel.Forward(x, [0f], [1f, 0f], 2, losses);
        Assert.Equal(0, losses[0]);
    }

    [Fact]
    public void Backward_Throws_WhenASpanIsTooShort()
    {
        float[] full = new float[6], missing = new float[5];
        Workers workers = SharedWorkers.Of(1);
        Assert.Throws<ArgumentException>(() => CrossEntropyKernel.Backward(workers, missing, [0, 1], 3, [1, 1], full, false));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernel.Backward(workers, full, [0, 1], 3, [1, 1], missing, false));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernel.Backward(workers, missing, full, 3, [1, 1], full, false));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernel.Backward(workers, full, full, 3, [1, 1], missing, false));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernel.Backward(workers, full, full, 3, [1], full, false));
        Assert.Throws<ArgumentException>(() => CrossEntropyKernel.Backward(workers, full, [0, 1], 3, [1], full, false));
    }

    // A row that does not count may hold anything.
    [Fact]
    public void Backward_LeavesRowsOutWhoseScaleIsZero()
    {
        float[] dx = new float[4], added = [1, 2, 3, 4];
        foreach (float[] gradient in new[] { dx, added })
            CrossEntropyKernel.Backward(SharedWorkers.Of(1), [float.NaN, 1, 0.25f, 0.75f], [0, 1], 2, [0, 2], gradient, accumulate: gradient == added);
        Assert.Equal([0, 0, 0.5f, -0.5f], dx);
        Assert.Equal([1, 2, 3.5f, 3.5f], added);
    }

    static float[] Scales(int rows) => [.. Enumerable.Repeat(Scale, rows)];

    static (float[] P, float[] LogSums) Softmax(float[] x, int rows, int columns)
    {
        float[] p = new float[x.Length], logSums = new float[rows];
        SoftmaxKernel.Forward(SharedWorkers.Of(1), x, rows, columns, p, logSums);
        return (p, logSums);
    }

    static void AssertGradient(float[] x, float[] y, int columns, Action<Workers, float[], bool, int> backward)
    {
        double[] input = RandomData.Double(x), targets = RandomData.Double(y);
        double[] expected = CentralDifferences.Gradient(input, () => Scale * SoftmaxReference.CrossEntropies(input, targets, columns).Sum(), 100);
        float[] start = RandomData.Uniform(x.Length, 9), first = new float[x.Length];
        backward(SharedWorkers.Of(1), first, false, 1);
        Check.CloseToLargest(expected, first, 1e-5, "Gradient");
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
            {
                float[] dx = new float[x.Length], added = [.. start];
                backward(SharedWorkers.Of(workers), dx, false, laneWidth);
                backward(SharedWorkers.Of(workers), added, true, laneWidth);
                Check.SameBits(first, dx, $"Lane {laneWidth}, {workers} workers");
                Check.Close(RandomData.Double([.. start.Zip(dx, (a, b) => a + b)]), added, 1e-7, $"Added, lane {laneWidth}, {workers} workers");
            }
    }
}
