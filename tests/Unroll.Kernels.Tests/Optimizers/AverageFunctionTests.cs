using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Optimizers;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Optimizers;

public sealed class AverageFunctionTests
{
    [Fact]
    public void Apply_MovesTheAverageByARate()
    {
        float[] values = RandomData.Uniform(37, 1), average = RandomData.Uniform(37, 2);
        double[] expected = [.. values.Zip(average, (value, old) => (0.9 * (double)old) + (0.1 * value))];
        ElementLoop.Run(SharedWorkers.Of(2), new AverageFunction(0.1f), values, average, average);
        Check.Close(expected, average, 1.5e-7, "Average");
    }

    [Fact]
    public void Apply_LeavesAnAverageThatIsReached()
    {
        float[] values = RandomData.Uniform(100, 3), average = [.. values];
        ElementLoop.Run(SharedWorkers.Of(1), new AverageFunction(0.37f), values, average, average);
        Check.SameBits(values, average, "Average");
    }
}
