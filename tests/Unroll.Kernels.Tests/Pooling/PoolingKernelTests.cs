using Unroll.Kernels.Pooling;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Pooling;

public sealed class PoolingKernelTests
{
    const int Steps = 5;

    public static TheoryData<int, int, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, bool>();
            foreach (int columns in Sizes.Around)
                foreach (int batch in Sizes.Batches)
                    cases.Add(batch, columns, (batch + columns) % 2 == 0);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Average_EqualsReference_InEveryLane(int batch, int columns, bool masked)
    {
        float[] x = RandomData.Uniform(Steps * batch * columns, 1), dy = RandomData.Uniform(batch * columns, 2);
        byte[] mask = masked ? [.. RandomData.Ids(Steps * batch, 2, 3).Select(id => (byte)id)] : [];
        double[] expected = new double[dy.Length], gradient = new double[x.Length];
        for (int row = 0; row < batch; row++)
        {
            int[] times = [.. Enumerable.Range(0, Steps).Where(time => !masked || mask[(time * batch) + row] == 1)];
            for (int j = 0; j < columns; j++)
                foreach (int time in times)
                {
                    int at = (((time * batch) + row) * columns) + j;
                    expected[(row * columns) + j] += (double)x[at] / times.Length;
                    gradient[at] = (double)dy[(row * columns) + j] / times.Length;
                }
        }

        foreach (int laneWidth in Sizes.LaneWidths)
        {
            GuardedBuffer y = new(dy.Length, 1), dx = new(x.Length, 1), added = new(x, 1);
            AveragePoolingKernel.Forward(SharedWorkers.Of(3), x, new(Steps, batch, columns), mask, y.Span, laneWidth);
            AveragePoolingKernel.Backward(SharedWorkers.Of(2), dy, new(Steps, batch, columns), mask, dx.Span, accumulate: false, laneWidth);
            AveragePoolingKernel.Backward(SharedWorkers.Of(2), dy, new(Steps, batch, columns), mask, added.Span, accumulate: true, laneWidth);
            y.AssertIntact();
            dx.AssertIntact();
            Check.Close(expected, y.Span, 1e-6, $"Lane {laneWidth}");
            Check.Close(gradient, dx.Span, 1e-6, $"Lane {laneWidth}");
            for (int i = 0; i < x.Length; i++)
                Assert.Equal(x[i] + dx.Span[i], added.Span[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Maximum_EqualsReference_AndEqualMaximaShareTheGradient(int batch, int columns, bool masked)
    {
        // Five values only: many maxima are shared. The largest are padding.
        int length = batch * columns;
        byte[] mask = masked ? [.. RandomData.Ids(Steps * batch, 2, 3).Select(id => (byte)id)] : [];
        float[] x = [.. RandomData.Ids(Steps * length, 5, length).Select((id, i) => masked && mask[i / columns] == 0 ? 9 : id - 2f)];
        float[] dy = RandomData.Uniform(length, 2), start = RandomData.Uniform(x.Length, 3), expected = new float[length], gradient = new float[x.Length];
        for (int j = 0; j < length; j++)
        {
            int[] counted = [.. Enumerable.Range(0, Steps).Where(time => !masked || mask[(time * batch) + (j / columns)] == 1)
                .Select(time => (time * length) + j)];
            expected[j] = counted.Select(at => x[at]).DefaultIfEmpty().Max();
            int[] largest = [.. counted.Where(at => x[at] == expected[j])];
            foreach (int at in largest)
                gradient[at] = dy[j] / largest.Length;
        }

        foreach (int laneWidth in Sizes.LaneWidths)
        {
            GuardedBuffer y = new(length, 1), dx = new(x.Length, 1), added = new(start, 1);
            MaximumPoolingKernel.Forward(SharedWorkers.Of(2), x, new(Steps, batch, columns), mask, y.Span, laneWidth);
            MaximumPoolingKernel.Backward(SharedWorkers.Of(2), x, new(Steps, batch, columns), mask, y.Span, dy, dx.Span, accumulate: false, laneWidth);
            MaximumPoolingKernel.Backward(SharedWorkers.Of(3), x, new(Steps, batch, columns), mask, y.Span, dy, added.Span, accumulate: true, laneWidth);
            y.AssertIntact();
            dx.AssertIntact();
            Assert.Equal(expected, y.Span);
            Assert.Equal(gradient, dx.Span);
            for (int i = 0; i < x.Length; i++)
                Assert.Equal(start[i] + gradient[i], added.Span[i]);
        }
    }

    [Fact]
    public void Maximum_KeepsNaN()
    {
        float[] y = new float[1];
        MaximumPoolingKernel.Forward(SharedWorkers.Of(1), [1, float.NaN, 3], new(3, 1, 1), [], y);
        Assert.True(float.IsNaN(y[0]));
        MaximumPoolingKernel.Forward(SharedWorkers.Of(1), [1, float.NaN, 3], new(3, 1, 1), [1, 0, 0], y);
        Assert.Equal([1], y);
    }

    [Fact]
    public void Pooling_GivesZeros_WhereNoStepCounts()
    {
        float[] y = new float[2];
        AveragePoolingKernel.Forward(SharedWorkers.Of(1), [1, 2, 3, 4], new(2, 1, 2), [0, 0], y);
        Assert.Equal([0, 0], y);
        Assert.Throws<ArgumentException>(() => AveragePoolingKernel.Forward(SharedWorkers.Of(1), [1, 2, 3, 4], new(2, 1, 2), [0], y));
        y.AsSpan().Fill(7);
        MaximumPoolingKernel.Forward(SharedWorkers.Of(1), [1, 2, 3, 4], new(2, 1, 2), [0, 0], y);
        Assert.Equal([0, 0], y);
        Assert.Throws<ArgumentException>(() => MaximumPoolingKernel.Forward(SharedWorkers.Of(1), [1, 2, 3, 4], new(2, 1, 2), [0], y));
    }
}
