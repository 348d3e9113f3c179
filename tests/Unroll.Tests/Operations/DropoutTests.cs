using Unroll.Operations;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;

namespace Unroll.Tests.Operations;

public sealed class DropoutTests
{
    static readonly RandomKey s_key = RandomKey.FromSeed(5);

    [Fact]
    public void Dropout_AgreesWithItsMask()
    {
        using var step = new TestStep();
        float[] mask = step.Tape.Dropout(step.Input([50], Enumerable.Repeat(1f, 50).ToArray()), 0.3f, s_key).Values.ToArray();
        GradientCheck.Run((tape, x) => tape.Dropout(x[0], 0.3f, s_key), x => [.. x[0].Zip(mask, (a, factor) => a * factor)], GradientCheck.Uniform([50], 1));
    }

    [Fact]
    public void Dropout_KeepsItsShare_AndScalesTheRest()
    {
        using var step = new TestStep();
        const int Count = 100_000;
        Tensor y = step.Tape.Dropout(step.Input([Count], Enumerable.Repeat(3f, Count).ToArray()), 0.25f, s_key);
        int zeros = y.Values.Count(0f);
        Assert.InRange(zeros, Count * 0.25 * 0.97, Count * 0.25 * 1.03);
        Assert.Equal(Count - zeros, y.Values.Count(3f / 0.75f));
    }

    [Fact]
    public void Dropout_DrawsAnotherMask_ForAnotherKey()
    {
        using var step = new TestStep();
        Tensor x = step.Input([200], Enumerable.Repeat(1f, 200).ToArray());
        float[] first = step.Tape.Dropout(x, 0.5f, s_key).Values.ToArray();
        Assert.Equal(first, step.Tape.Dropout(x, 0.5f, s_key).Values);
        Assert.NotEqual(first, step.Tape.Dropout(x, 0.5f, s_key.Derive(1)).Values.ToArray());
    }

    [Fact]
    public void DropoutOverTime_AgreesWithItsMask()
    {
        using var step = new TestStep();
        float[] mask = step.Tape.DropoutMask([3, 7], 0.4f, s_key).Values.ToArray();
        Assert.Equal(21, mask.Count(factor => factor is 0 or 1 / 0.6f));
        GradientCheck.Run((tape, x) => tape.DropoutOverTime(x[0], 0.4f, s_key),
            x => [.. x[0].Select((a, i) => a * mask[i % mask.Length])], GradientCheck.Uniform([4, 3, 7], 1));
        Assert.Throws<ShapeMismatchException>(() => step.Tape.DropoutOverTime(step.Input([3, 7], mask), 0.4f, s_key));
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Tape.DropoutMask([3], 1.5f, s_key));
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(1f, 0f)]
    public void Dropout_AtItsLimits_KeepsAllOrNothing(float rate, float expected)
    {
        using var step = new TestStep();
        Tensor y = step.Tape.Dropout(step.Input([100], Enumerable.Repeat(1f, 100).ToArray()), rate, s_key);
        Assert.Equal(100, y.Values.Count(expected));
    }
}
