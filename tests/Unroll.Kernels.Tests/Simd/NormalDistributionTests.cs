using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.References;

namespace Unroll.Kernels.Tests.Simd;

public sealed unsafe class NormalDistributionTests
{
    [Fact]
    public void Cumulative_StaysWithinItsBound_InBothTails()
    {
        for (int i = -260_000; i <= 160_000; i++)
        {
            float x = i * 5e-5f;
            double exact = NormalReference.Cumulative(x);
            float actual = NormalDistribution.Cumulative(LaneScalar.Create(x), out LaneScalar density).Value;
            double bound = Hardware.HasFusedMultiplyAdd ? 7 : 9;
            Assert.True(Ulp(exact, actual) <= bound, $"Φ({x:R}) = {actual:R}, off by {Ulp(exact, actual)} ULP");
            Assert.True(Ulp(NormalReference.Density(x), density.Value) <= bound, $"φ({x:R}) = {density.Value:R}, not {NormalReference.Density(x):R}");
        }
    }

    [Fact]
    public void ExponentialMinusOne_StaysWithinItsBound()
    {
        for (int i = -400_000; i <= 400_000; i++)
        {
            float x = i * 5e-5f;
            double exact = Math.Abs(x) < 1e-3 ? x * (1 + (x / 2.0 * (1 + (x / 3.0 * (1 + (x / 4.0)))))) : Math.Exp(x) - 1;
            float actual = ExponentialMinusOne.Apply(LaneScalar.Create(x)).Value;
            Assert.True(x == 0 ? actual == 0 : Ulp(exact, actual) <= 2, $"{x:R}: {actual:R}, off by {Ulp(exact, actual)} ULP");
        }

        Assert.Equal(-1, ExponentialMinusOne.Apply(LaneScalar.Create(float.NegativeInfinity)).Value);
        Assert.True(float.IsNaN(ExponentialMinusOne.Apply(LaneScalar.Create(float.NaN)).Value));
    }

    static double Ulp(double exact, float actual) => Math.Abs(actual - exact) / Math.ScaleB(1, Math.Max(-126, Math.ILogB(exact)) - 23);
}
