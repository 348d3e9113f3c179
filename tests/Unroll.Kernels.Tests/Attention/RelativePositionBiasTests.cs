using Unroll.Kernels.Attention;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Attention;

public sealed class RelativePositionBiasTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 17, 3)]
    [InlineData(33, 7, 2)]
    [InlineData(16, 40, 2)]
    public void Kernels_ReadAndFillTheBucketOfEveryDistance(int queries, int keys, int heads)
    {
        const int Count = 6;
        int[] buckets = RandomData.Ids(queries + keys - 1, Count, 1);
        float[] table = RandomData.Uniform(Count * heads, 2), bias = new float[heads * queries * keys], dBias = RandomData.Uniform(bias.Length, 3);
        RelativePositionBias.Forward(SharedWorkers.Of(2), buckets, table, heads, queries, keys, bias);
        double[] expected = new double[table.Length];
        for (int head = 0; head < heads; head++)
            for (int i = 0; i < queries; i++)
                for (int j = 0; j < keys; j++)
                {
                    int at = (buckets[queries - 1 - i + j] * heads) + head, element = (((head * queries) + i) * keys) + j;
                    Assert.Equal(table[at], bias[element]);
                    expected[at] += dBias[element];
                }

        float[] scalar = Backward(1, 1, accumulate: false);
        Check.Close(expected, scalar, 1e-5, "table");
        Check.Close([.. expected.Select(value => value + 1)], Backward(16, 2, accumulate: true), 1e-5, "added");
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
                Check.SameBits(scalar, Backward(laneWidth, workers, accumulate: false), $"Lane {laneWidth}, {workers} workers");

        float[] Backward(int laneWidth, int workers, bool accumulate)
        {
            float[] dTable = [.. Enumerable.Repeat(accumulate ? 1 : float.NaN, table.Length)];
            RelativePositionBias.Backward(SharedWorkers.Of(workers), buckets, dBias, heads, queries, keys, dTable, accumulate,
                new float[heads * (queries + keys - 1)], laneWidth);
            return dTable;
        }
    }
}
