using Unroll.Kernels;
using Unroll.Optimizers;

namespace Unroll.Tests.Optimizers;

public sealed class NormTests
{
    [Theory]
    [InlineData(new float[] { 3, -4 }, 5)]
    [InlineData(new float[] { 3e20f, -4e20f }, 5e20)]
    [InlineData(new float[] { float.MaxValue }, float.MaxValue)]
    [InlineData(new float[] { 1, float.NaN }, double.NaN)]
    [InlineData(new float[] { 1, float.NegativeInfinity }, double.PositiveInfinity)]
    [InlineData(new float[] { }, 0)]
    public void Of_IsFinite_ExactlyWhenAllNumbersAre(float[] values, double expected)
    {
        using var workers = new Workers(2);
        double norm = Norm.Compute(workers, values);
        Assert.Equal(double.IsFinite(expected), double.IsFinite(norm));
        if (double.IsFinite(expected))
            Assert.Equal(expected, norm, expected * 1e-6);
    }

    [Fact]
    public void Of_IsFinite_WhenOnlyTheSumOverflows()
    {
        using var workers = new Workers(2);
        float[] values = new float[100_000];
        Array.Fill(values, 1e19f);
        Assert.Equal(1e19 * Math.Sqrt(values.Length), Norm.Compute(workers, values), 1e16);
    }
}
