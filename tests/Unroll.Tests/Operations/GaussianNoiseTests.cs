using Unroll.Operations;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class GaussianNoiseTests
{
    static readonly RandomKey s_key = RandomKey.FromSeed(5);

    [Fact]
    public void GaussianNoise_AgreesWithItsNoise()
    {
        using var step = new TestStep();
        float[] noise = step.Tape.GaussianNoise(step.Input([50], new float[50]), 0.3f, s_key).Values.ToArray();
        GradientCheck.Run((tape, x) => tape.GaussianNoise(x[0], 0.3f, s_key), x => [.. x[0].Zip(noise, (a, b) => a + b)], GradientCheck.Uniform([50], 1));
    }

    [Fact]
    public void GaussianNoise_HasItsMeanAndDeviation_AndBelongsToItsKey()
    {
        using var step = new TestStep();
        const int Count = 100_000;
        Tensor x = step.Input([Count], new float[Count]);
        float[] noise = step.Tape.GaussianNoise(x, 2, s_key).Values.ToArray();
        Assert.Equal(0, noise.Average(), 5 * 2 / Math.Sqrt(Count));
        Assert.Equal(4, noise.Average(value => value * value), 5 * 4 * Math.Sqrt(2.0 / Count));
        Assert.Equal(noise, step.Tape.GaussianNoise(x, 2, s_key).Values);
        Assert.NotEqual(noise, step.Tape.GaussianNoise(x, 2, s_key.Derive(1)).Values.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.GaussianNoise(x, float.NaN, s_key));
    }
}
