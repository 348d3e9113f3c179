using Unroll.Kernels.Softmax;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Softmax;

public sealed class ProbabilityCrossEntropyKernelTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(5, 7)]
    [InlineData(13, 33)]
    public void Kernel_GivesLossAndGradient(int rows, int columns)
    {
        float[] p = Positive(rows * columns, 1), y = Positive(rows * columns, 2), losses = new float[rows], dp = new float[p.Length];
        float[] scales = [.. Enumerable.Repeat(0.5f, rows)];
        double[] input = RandomData.Double(p), targets = RandomData.Double(y);
        ProbabilityCrossEntropyKernel.Forward(p, y, columns, losses);
        Check.Close(SoftmaxReference.ProbabilityCrossEntropies(input, targets, columns), losses, 2e-6, "Losses");

        ProbabilityCrossEntropyKernel.Backward(p, y, columns, scales, dp, accumulate: false);
        double Loss() => 0.5 * SoftmaxReference.ProbabilityCrossEntropies(input, targets, columns).Sum();
        Check.CloseToLargest(CentralDifferences.Gradient(input, Loss), dp, 1e-5, "Gradient");

        float[] start = RandomData.Uniform(p.Length, 3), added = [.. start];
        ProbabilityCrossEntropyKernel.Backward(p, y, columns, scales, added, accumulate: true);
        for (int i = 0; i < added.Length; i++)
            Assert.Equal(start[i] + dp[i], added[i]);
    }

    // Zero and one are cut to ε and 1 − ε, and no gradient passes there.
    [Fact]
    public void Kernel_CutsItsLimits()
    {
        float[] losses = new float[1], dp = new float[2];
        ProbabilityCrossEntropyKernel.Forward([0, 1], [1, 0], 2, losses);
        Assert.Equal(-Math.Log(1e-7), losses[0], 1e-5);
        ProbabilityCrossEntropyKernel.Backward([0, 1], [1, 1], 2, [1], dp, accumulate: false);
        Assert.Equal([0f, 0f], dp);
    }

    static float[] Positive(int length, int seed) => [.. RandomData.Uniform(length, seed).Select(value => Math.Abs(value) + 0.02f)];
}
