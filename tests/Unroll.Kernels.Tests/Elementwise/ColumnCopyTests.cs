using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

public sealed class ColumnCopyTests
{
    [Fact]
    public void Run_CopiesOrAddsColumns_InEveryLane()
    {
        int run = 0;
        foreach (int rows in new[] { 0, 1, 2, 13, 700 })
            foreach (int count in new[] { 0, 1, 7, 15, 16, 17, 33, 64 })
                foreach (bool accumulate in new[] { false, true })
                    foreach (int laneWidth in Sizes.LaneWidths)
                        AssertCopies(rows, count, accumulate, laneWidth, SharedWorkers.Of(SharedWorkers.Counts[run++ % 4]), run % 3);
    }

    [Fact]
    public void Run_Throws_WhenAMatrixIsTooShort()
    {
        float[] source = new float[(2 * 9) + 2 + 4], target = new float[(2 * 5) + 1 + 4];
        ColumnCopy.Run(SharedWorkers.Of(1), source, new(9, 2), target, new(5, 1), 4, 3, accumulate: false);
        Assert.Equal("source", Assert.Throws<ArgumentException>(() =>
            ColumnCopy.Run(SharedWorkers.Of(1), source.AsSpan(1), new(9, 2), target, new(5, 1), 4, 3, accumulate: false)).ParamName);
        Assert.Equal("target", Assert.Throws<ArgumentException>(() =>
            ColumnCopy.Run(SharedWorkers.Of(1), source, new(9, 2), target.AsSpan(1), new(5, 1), 4, 3, accumulate: true)).ParamName);
    }

    static void AssertCopies(int rows, int count, bool accumulate, int laneWidth, Workers workers, int offset)
    {
        Columns from = new(count + 5, 2), to = new(count + 3, 3);
        float[] values = RandomData.Uniform(rows * from.Stride, rows + count), expected = RandomData.Uniform(rows * to.Stride, count + 1);
        GuardedBuffer source = new(values, offset, isInput: true), target = new(expected, offset);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < count; column++)
            {
                float value = values[(row * from.Stride) + from.First + column];
                int place = (row * to.Stride) + to.First + column;
                expected[place] = accumulate ? expected[place] + value : value;
            }

        ColumnCopy.Run(workers, source.Span, from, target.Span, to, count, rows, accumulate, laneWidth);
        source.AssertIntact();
        target.AssertIntact();
        Check.SameBits(expected, target.Span, $"{rows} rows, {count} columns, lane {laneWidth}");
    }
}
