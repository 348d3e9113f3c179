using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

public sealed class ElementLoopTests
{
    static readonly int[] s_lengths = [.. Sizes.Around, 16 * 1024 - 1, 16 * 1024 + 1, 50_003];

    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_EqualsReference(int laneWidth)
    {
        AssertEquals(new AddFunction(), (a, b) => a + b, 0, laneWidth);
        AssertEquals(new SubtractFunction(), (a, b) => a - b, 0, laneWidth);
        AssertEquals(new MultiplyFunction(), (a, b) => a * b, 0, laneWidth);
        AssertEquals(new DivideFunction(), (a, b) => a / b, 0, laneWidth);
        AssertEquals(new ScaleFunction(0.3f), (a, _) => a * 0.3f, 0, laneWidth);
        AssertEquals(new ExpFunction(), (a, _) => MathF.Exp(a), 3e-7, laneWidth);
        AssertEquals(new LogFunction(), (a, _) => MathF.Log(a), 3e-7, laneWidth);
    }

    [Fact]
    public void Run_GivesSameBits_ForAnyLaneAndWorkers()
    {
        float[] a = RandomData.Uniform(50_003, 1, 5), b = RandomData.Uniform(50_003, 2, 5), y = RandomData.Uniform(50_003, 3);
        foreach (float[]? into in new[] { null, y })
        {
            float[] expected = ElementCase.Run(new ExpFunction(), a, b, into, SharedWorkers.Of(1), 1, 0);
            foreach (int laneWidth in Sizes.LaneWidths)
                foreach (int workers in SharedWorkers.Counts)
                {
                    float[] actual = ElementCase.Run(new ExpFunction(), a, b, into, SharedWorkers.Of(workers), laneWidth, workers);
                    Check.SameBits(expected, actual, $"Lane {laneWidth}, {workers} workers");
                }
        }
    }

    [Fact]
    public void Run_WritesOverItsArguments()
    {
        float[] a = RandomData.Uniform(100, 1), b = RandomData.Uniform(100, 2), first = [.. a], second = [.. b];
        ElementLoop.Run(SharedWorkers.Of(2), new MultiplyFunction(), first, b, first);
        ElementLoop.Run(SharedWorkers.Of(2), new SubtractFunction(), a, second, second);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(a[i] * b[i], first[i]);
            Assert.Equal(a[i] - b[i], second[i]);
        }
    }

    [Fact]
    public void Run_Throws_WhenAnArgumentIsTooShort()
    {
        float[] full = new float[5], missing = new float[4];
        Assert.Throws<ArgumentException>(() => ElementLoop.Run(SharedWorkers.Of(1), new AddFunction(), missing, full, full));
        Assert.Throws<ArgumentException>(() => ElementLoop.Run(SharedWorkers.Of(1), new AddFunction(), full, missing, full));
        Assert.Throws<ArgumentException>(() => ElementLoop.Run(SharedWorkers.Of(1), new ExpFunction(), missing, full));
    }

    [Fact]
    public void Run_DoesNothing_WhenEmpty() => ElementLoop.Run(SharedWorkers.Of(2), new AddFunction(), [], [], []);

    static void AssertEquals<TFunction>(TFunction function, Func<float, float, float> expected, double tolerance, int laneWidth)
        where TFunction : struct, IElementFunction
    {
        int run = 0;
        foreach (int length in s_lengths)
            foreach (bool accumulate in new[] { false, true })
            {
                float[] a = RandomData.Uniform(length, length), b = RandomData.Uniform(length, length + 1), y = RandomData.Uniform(length, length + 2);
                for (int i = 0; i < length; i++)
                    a[i] = typeof(TFunction) == typeof(LogFunction) ? Math.Abs(a[i]) + 1e-3f : a[i];
                float[] actual = ElementCase.Run(function, a, b, accumulate ? y : null, SharedWorkers.Of(2), laneWidth, Sizes.Offsets[run++ % 3]);
                for (int i = 0; i < length; i++)
                {
                    float value = accumulate ? y[i] + expected(a[i], b[i]) : expected(a[i], b[i]);
                    bool close = Math.Abs(actual[i] - value) <= tolerance * Math.Max(1, Math.Abs(value));
                    Assert.True(close, $"{typeof(TFunction).Name}, {i} of {length}: {actual[i]:R}, not {value:R}");
                }
            }
    }
}
