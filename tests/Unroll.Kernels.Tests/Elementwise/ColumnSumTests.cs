using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

public sealed class ColumnSumTests
{
    // Sums of floats in ascending rows are what is promised, to the bit.
    [Fact]
    public void Run_AddsRowsInOrder()
    {
        int run = 0;
        foreach (int rows in new[] { 0, 1, 2, 13, 300 })
            foreach (int columns in new[] { 1, 7, 15, 16, 17, 33, 63, 64, 65, 200 })
                foreach (bool accumulate in new[] { false, true })
                    foreach (int laneWidth in Sizes.LaneWidths)
                        AssertSums(rows, columns, accumulate, laneWidth, SharedWorkers.Of(SharedWorkers.Counts[run++ % 4]), run % 3);
    }

    [Fact]
    public void Run_TakesSpans()
    {
        float[] x = RandomData.Uniform(5 * 9, 1), sums = new float[7];
        ColumnSum.Run(SharedWorkers.Of(2), x, 5, 7, 9, sums, accumulate: false);
        for (int column = 0; column < 7; column++)
            Assert.Equal(Enumerable.Range(0, 5).Sum(row => (double)x[(row * 9) + column]), sums[column], 1e-6);
        Assert.Throws<ArgumentException>(() => ColumnSum.Run(SharedWorkers.Of(1), x.AsSpan(0, 42), 5, 7, 9, sums, false));
        Assert.Throws<ArgumentException>(() => ColumnSum.Run(SharedWorkers.Of(1), x, 5, 7, 9, sums.AsSpan(1), false));
    }

    static void AssertSums(int rows, int columns, bool accumulate, int laneWidth, Workers workers, int offset)
    {
        int stride = columns + 3;
        float[] values = RandomData.Uniform(rows * stride, rows + columns), expected = accumulate ? RandomData.Uniform(columns, columns) : new float[columns];
        GuardedBuffer x = new(values, offset, isInput: true), sums = accumulate ? new(expected, offset) : new(columns, offset);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                expected[column] += values[(row * stride) + column];
        ColumnSum.Run(workers, x.Span, rows, columns, stride, sums.Span, accumulate, laneWidth);
        x.AssertIntact();
        sums.AssertIntact();
        Check.SameBits(expected, sums.Span, $"{rows} rows, {columns} columns, lane {laneWidth}");
    }
}
