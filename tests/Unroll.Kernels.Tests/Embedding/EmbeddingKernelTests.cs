using Unroll.Kernels.Embedding;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Embedding;

public sealed class EmbeddingKernelTests
{
    const int Rows = 11;

    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            foreach (int count in new[] { 0, 1, 5, 255, 256, 257, 600 })
                foreach (int columns in new[] { 1, 7, 31, 32, 33, 65 })
                    shapes.Add(count, columns);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Forward_CopiesRows(int count, int columns)
    {
        int[] ids = RandomData.Ids(count, Rows, 1);
        float[] table = RandomData.Uniform(Rows * columns, 2), expected = new float[count * columns];
        for (int i = 0; i < count; i++)
            table.AsSpan(ids[i] * columns, columns).CopyTo(expected.AsSpan(i * columns));
        foreach (int workers in SharedWorkers.Counts)
        {
            GuardedBuffer from = new(table, 1, isInput: true), y = new(expected.Length, 3);
            EmbeddingKernel.Forward(SharedWorkers.Of(workers), ids, from.Span, columns, y.Span);
            from.AssertIntact();
            y.AssertIntact();
            Check.SameBits(expected, y.Span, $"{workers} workers");
        }
    }

    // Eleven rows for up to 600 numbers: each row is met many times.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Backward_AddsRepeatedRowsInOrder(int count, int columns)
    {
        int[] ids = RandomData.Ids(count, Rows - 1, 1);
        float[] dy = RandomData.Uniform(count * columns, 2), start = RandomData.Uniform(Rows * columns, 3);
        foreach (bool accumulate in new[] { false, true })
        {
            float[] expected = accumulate ? [.. start] : new float[Rows * columns];
            for (int i = 0; i < count; i++)
                for (int column = 0; column < columns; column++)
                    expected[(ids[i] * columns) + column] += dy[(i * columns) + column];
            foreach (int workers in SharedWorkers.Counts)
            {
                GuardedBuffer from = new(dy, 1, isInput: true), table = new(start, 3);
                EmbeddingKernel.Backward(SharedWorkers.Of(workers), ids, from.Span, columns, table.Span, accumulate);
                from.AssertIntact();
                table.AssertIntact();
                Check.SameBits(expected, table.Span, $"{workers} workers, accumulate {accumulate}");
            }
        }
    }

    [Fact]
    public void Backward_GivesSameBits_ForAnyLane()
    {
        int[] ids = RandomData.Ids(100, Rows, 1);
        float[] dy = RandomData.Uniform(100 * 37, 2), expected = new float[Rows * 37], actual = new float[Rows * 37];
        EmbeddingKernel.Backward(SharedWorkers.Of(1), ids, dy, 37, expected, false, laneWidth: 1);
        foreach (int laneWidth in Sizes.LaneWidths)
        {
            EmbeddingKernel.Backward(SharedWorkers.Of(2), ids, dy, 37, actual, false, laneWidth);
            Check.SameBits(expected, actual, $"Lane {laneWidth}");
        }
    }

    [Fact]
    public void Kernel_Throws_WhenASpanIsTooShort()
    {
        float[] table = new float[12], missing = new float[5];
        Assert.Throws<ArgumentException>(() => EmbeddingKernel.Forward(SharedWorkers.Of(1), [0, 1], table, 3, missing));
        Assert.Throws<ArgumentException>(() => EmbeddingKernel.Backward(SharedWorkers.Of(1), [0, 1], missing, 3, table, false));
    }
}
