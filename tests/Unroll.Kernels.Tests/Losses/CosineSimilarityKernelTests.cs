using Unroll.Kernels.Losses;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Losses;

public sealed class CosineSimilarityKernelTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 7)]
    [InlineData(70, 33)]
    public void Kernel_GivesLossAndGradient(int rows, int columns)
    {
        float[] p = RandomData.Uniform(rows * columns, 1), y = RandomData.Uniform(rows * columns, 2), scales = RandomData.Uniform(rows, 3);
        float[] losses = new float[rows], dp = new float[p.Length];
        CosineSimilarityKernel.Forward(SharedWorkers.Of(1), p, y, columns, losses);
        CosineSimilarityKernel.Backward(SharedWorkers.Of(1), p, y, columns, scales, dp, accumulate: false);
        double[] input = RandomData.Double(p);
        double Row(int row)
        {
            double product = 0, ofP = 0, ofY = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++)
                (product, ofP, ofY) = (product + (input[i] * y[i]), ofP + (input[i] * input[i]), ofY + (y[i] * y[i]));
            return -product / Math.Sqrt(ofP * ofY);
        }

        Check.Close([.. Enumerable.Range(0, rows).Select(Row)], losses, 2e-6, "Losses");
        Check.CloseToLargest(CentralDifferences.Gradient(input, () => Enumerable.Range(0, rows).Sum(row => scales[row] * Row(row)), 200), dp, 2e-5, "Gradient");
        foreach (int laneWidth in Sizes.LaneWidths)
            foreach (int workers in SharedWorkers.Counts)
            {
                float[] lossesAgain = new float[rows], again = new float[dp.Length];
                CosineSimilarityKernel.Forward(SharedWorkers.Of(workers), p, y, columns, lossesAgain, laneWidth);
                CosineSimilarityKernel.Backward(SharedWorkers.Of(workers), p, y, columns, scales, again, accumulate: false, laneWidth);
                Check.SameBits(losses, lossesAgain, $"Losses, lane {laneWidth}, {workers} workers");
                Check.SameBits(dp, again, $"Gradient, lane {laneWidth}, {workers} workers");
            }
    }

    [Fact]
    public void Kernel_GivesZero_WhereARowIsZero()
    {
        float[] losses = [1], dp = [1, 1];
        CosineSimilarityKernel.Forward(SharedWorkers.Of(1), [0, 0], [1, 1], 2, losses);
        CosineSimilarityKernel.Backward(SharedWorkers.Of(1), [1, 1], [0, 0], 2, [1], dp, accumulate: false);
        Assert.Equal(0, losses[0]);
        Assert.Equal([0, 0], dp);
    }
}
