using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Simd;

public sealed unsafe class LaneMathTests
{
    static readonly float[] s_special =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, -1.17549421e-38f, 1.17549435e-38f, 1e-20f, -1e-20f, 0.34657359f, -0.34657359f, 0.5f, -0.5f,
        0.70710677f, 1f, -1f, 1.41421354f, 1.41421366f, 9.01f, 9.1f, -9.1f, 16.6f, -16.6f, 30f, 71f, 87.3f, -87.3f, 88.7228317f, 88.7228394f, 89f,
        -88.8f, -103.97f, -103.98f, -104f, 127f, -127f, 1e10f, -1e10f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity,
            float.NaN,
    ];

    public static TheoryData<string, double> Bounds => new() { { "Exp", 1.7 }, { "Sigmoid", 2.5 }, { "Tanh", 2.5 }, { "Log", 0.9 } };

    public static TheoryData<string> Functions => ["Exp", "Sigmoid", "Tanh", "Log"];

    [Theory]
    [MemberData(nameof(Functions))]
    public void EveryLane_EqualsScalarToTheBit(string function)
    {
        float[] x = [.. s_special, .. Patterns(1 << 18, 16381)];
        float[] expected = Apply(function, x, 1);
        foreach (int laneWidth in Sizes.LaneWidths)
            AssertSameBits(x, expected, Apply(function, x, laneWidth));
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Error_StaysWithinBound(string function, double bound)
    {
        if (!Hardware.HasFusedMultiplyAdd) bound += 0.4;
        float[] x = [.. s_special, .. Patterns(2_000_000, 2147)];
        float[] y = Apply(function, x, 8);
        for (int i = 0; i < x.Length; i++)
        {
            double exact = Exact(function, x[i]);
            if (double.IsNaN(exact))
                Assert.True(float.IsNaN(y[i]), $"{function}({x[i]:R}) = {y[i]:R}");
            else
                Assert.True(Error(exact, y[i]) <= bound, $"{function}({x[i]:R}) = {y[i]:R}, off by {Error(exact, y[i])} ULP");
        }
    }

    [Fact]
    public void Exp_ReachesItsLimits()
    {
        Assert.Equal(1f, Scalar("Exp", 0f));
        Assert.Equal(1f, Scalar("Exp", -0f));
        Assert.True(float.IsFinite(Scalar("Exp", 88.7228317f)));
        Assert.Equal(float.PositiveInfinity, Scalar("Exp", 88.7228394f));
        Assert.Equal(float.PositiveInfinity, Scalar("Exp", float.PositiveInfinity));
        Assert.Equal(float.Epsilon, Scalar("Exp", -103.97f));
        Assert.Equal(0f, Scalar("Exp", -103.98f));
        Assert.Equal(0f, Scalar("Exp", float.NegativeInfinity));
    }

    [Fact]
    public void Sigmoid_ReachesItsLimits()
    {
        Assert.Equal(0.5f, Scalar("Sigmoid", 0f));
        Assert.Equal(1f, Scalar("Sigmoid", 17.5f));
        Assert.Equal(1f, Scalar("Sigmoid", float.PositiveInfinity));
        Assert.Equal(float.Epsilon, Scalar("Sigmoid", -103.97f));
        Assert.Equal(0f, Scalar("Sigmoid", -104f));
        Assert.Equal(0f, Scalar("Sigmoid", float.NegativeInfinity));
    }

    [Fact]
    public void Tanh_IsOddAndBounded()
    {
        float[] x = [.. s_special.Where(value => !float.IsNaN(value)), .. Enumerable.Range(0, 100_000).Select(i => i * 2e-4f)];
        float[] positive = Apply("Tanh", x, 16);
        float[] negative = Apply("Tanh", [.. x.Select(value => -value)], 16);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(BitConverter.SingleToInt32Bits(positive[i]), BitConverter.SingleToInt32Bits(-negative[i]));
            Assert.Equal(float.IsNegative(x[i]), float.IsNegative(positive[i]));
            Assert.InRange(positive[i], -1f, 1f);
            if (MathF.Abs(x[i]) < 1e-5f) Assert.Equal(x[i], positive[i]);
            if (MathF.Abs(x[i]) >= 9.1f) Assert.Equal(1f, MathF.Abs(positive[i]));
        }
    }

    [Fact]
    public void Log_ReachesItsLimits()
    {
        Assert.Equal(0f, Scalar("Log", 1f));
        Assert.Equal(float.NegativeInfinity, Scalar("Log", 0f));
        Assert.Equal(float.NegativeInfinity, Scalar("Log", -0f));
        Assert.Equal(float.PositiveInfinity, Scalar("Log", float.PositiveInfinity));
        Assert.True(float.IsNaN(Scalar("Log", -float.Epsilon)));
        Assert.True(float.IsNaN(Scalar("Log", float.NegativeInfinity)));
        Assert.Equal(-103.27893f, Scalar("Log", float.Epsilon));
        Assert.Equal(88.72284f, Scalar("Log", float.MaxValue));
    }

    static IEnumerable<float> Patterns(int count, uint step)
    {
        uint bits = 12345;
        for (int i = 0; i < count; i++, bits += step) yield return BitConverter.UInt32BitsToSingle(bits);
    }

    static float Scalar(string function, float x) => Apply(function, [x], 1)[0];

    static float[] Apply(string function, float[] x, int laneWidth)
    {
        float[] source = new float[Rounding.RoundUp(x.Length, 16)], result = new float[source.Length];
        x.CopyTo(source, 0);
        fixed (float* from = source, to = result)
        {
            var kernel = new FunctionKernel { Function = function, Source = from, Result = to, Length = source.Length };
            Lanes.Run(ref kernel, laneWidth);
        }

        return result[..x.Length];
    }

    struct FunctionKernel : ILaneKernel
    {
        public string Function;
        public float* Source, Result;
        public int Length;

        public readonly void Run<TLane>() where TLane : struct, ILane<TLane>
        {
            for (int i = 0; i < Length; i += TLane.Width)
            {
                var lane = TLane.Load(Source + i);
                TLane.Store(Function switch
                {
                    "Exp" => LaneMath.Exp(lane),
                    "Sigmoid" => LaneMath.Sigmoid(lane),
                    "Tanh" => LaneMath.Tanh(lane),
                    _ => LaneMath.Log(lane),
                }, Result + i);
            }
        }
    }

    static double Exact(string function, double x) => function switch
    {
        "Exp" => Math.Exp(x),
        "Sigmoid" => x > 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        "Tanh" => Math.Tanh(x),
        _ => Math.Log(x),
    };

    // In units of the last place of the exact value as a float; +∞ counts as 2¹²⁸.
    static double Error(double exact, float actual)
    {
        if (double.IsInfinity(exact)) return exact == actual ? 0 : double.PositiveInfinity;
        double nearest = double.IsInfinity(actual) ? Math.CopySign(Math.ScaleB(1, 128), actual) : actual;
        if (double.IsInfinity(actual) && Math.Abs(exact) >= Math.ScaleB(1, 128)) return 0;
        int exponent = exact == 0 ? -126 : Math.Max(-126, Math.ILogB(exact));
        return Math.Abs(nearest - exact) / Math.ScaleB(1, exponent - 23);
    }

    static void AssertSameBits(float[] x, float[] expected, float[] actual)
    {
        for (int i = 0; i < x.Length; i++)
        {
            bool same = BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]);
            Assert.True(same || (float.IsNaN(expected[i]) && float.IsNaN(actual[i])), $"at {x[i]:R}: {expected[i]:R}, {actual[i]:R}");
        }
    }
}
