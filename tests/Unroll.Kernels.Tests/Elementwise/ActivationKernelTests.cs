using Unroll.Kernels.Activations;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

public sealed class ActivationKernelTests
{
    // −12 … 12 in steps that meet neither 0 nor ±3, where some derivatives jump.
    static readonly float[] s_x = [.. Enumerable.Range(0, 801).Select(i => (i - 400.3f) * 0.03f), 40, -40, 90, -110, 1e-6f, -1e-6f];

    public static TheoryData<ActivationFunction> Functions => [.. ActivationReference.Elementwise];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Forward_EqualsReference(ActivationFunction function)
    {
        float[] y = new float[s_x.Length];
        ActivationKernel.Forward(SharedWorkers.Of(2), function, s_x, y);
        for (int i = 0; i < y.Length; i++)
        {
            float expected = (float)ActivationReference.Apply(function, s_x[i]);
            bool close = expected == y[i] || Math.Abs(y[i] - expected) <= 4e-7 * Math.Max(1, Math.Abs(expected));
            Assert.True(close, $"{function}({s_x[i]}) = {y[i]:R}, not {expected:R}");
        }
    }

    // The result where it is small is as exact as elsewhere: the tails of these functions reach probabilities and losses.
    [Theory]
    [InlineData(ActivationFunction.Softplus)]
    [InlineData(ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.Exponential)]
    [InlineData(ActivationFunction.Tanh)]
    [InlineData(ActivationFunction.Softsign)]
    [InlineData(ActivationFunction.Elu)]
    [InlineData(ActivationFunction.Selu)]
    [InlineData(ActivationFunction.Gelu)]
    [InlineData(ActivationFunction.Silu)]
    public void Forward_KeepsTheBitsOfSmallResults(ActivationFunction function)
    {
        float[] y = new float[s_x.Length];
        ActivationKernel.Forward(SharedWorkers.Of(1), function, s_x, y);
        for (int i = 0; i < y.Length; i++)
        {
            double expected = ActivationReference.Apply(function, s_x[i]);
            if (function == ActivationFunction.Softplus && s_x[i] < -15)
                expected = Math.Exp(s_x[i]);
            if (Math.Abs(expected) is > 1e-37 and < 1e38)
                Assert.True(Math.Abs(y[i] - expected) <= 4e-7 * Math.Abs(expected), $"{function}({s_x[i]}) = {y[i]:R}, not {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Forward_KeepsNaN(ActivationFunction function)
    {
        float[] x = new float[17], y = new float[17];
        Array.Fill(x, float.NaN);
        ActivationKernel.Forward(SharedWorkers.Of(1), function, x, y);
        Assert.All(y, value => Assert.True(float.IsNaN(value)));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Backward_EqualsDerivative(ActivationFunction function)
    {
        float[] x = [.. s_x.Where(value => Math.Abs(value) < 80)], y = new float[x.Length], dy = RandomData.Uniform(x.Length, 1);
        float[] dx = new float[x.Length], start = RandomData.Uniform(x.Length, 2), added = [.. start];
        ActivationKernel.Forward(SharedWorkers.Of(1), function, x, y);
        ActivationKernel.Backward(SharedWorkers.Of(2), function, x, y, dy, dx, accumulate: false);
        ActivationKernel.Backward(SharedWorkers.Of(2), function, x, y, dy, added, accumulate: true);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = dy[i] * ActivationReference.Derivative(function, x[i]);
            Assert.True(Math.Abs(dx[i] - expected) <= 6e-7 * Math.Max(1, Math.Abs(expected)), $"{function}'({x[i]}): {dx[i]:R}, not {expected:R}");
            Assert.Equal(start[i] + dx[i], added[i]);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Reference_IsTheDerivativeOfItself(ActivationFunction function)
    {
        foreach (float x in s_x.Where(value => Math.Abs(value) < 20))
        {
            double difference = (ActivationReference.Apply(function, x + 1e-6) - ActivationReference.Apply(function, x - 1e-6)) / 2e-6;
            if (Math.Abs(x) > 2e-6)
                Assert.Equal(difference, ActivationReference.Derivative(function, x), 1e-7 * Math.Max(1, Math.Abs(difference)));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Lanes_GiveSameBits(ActivationFunction function)
    {
        switch (function)
        {
            case ActivationFunction.Linear: AssertSameBits<Linear, ActivationBackward<Linear>>(); break;
            case ActivationFunction.Relu: AssertSameBits<Relu, ActivationBackward<Relu>>(); break;
            case ActivationFunction.LeakyRelu: AssertSameBits<LeakyRelu, ActivationBackward<LeakyRelu>>(); break;
            case ActivationFunction.Elu: AssertSameBits<Elu, ActivationBackward<Elu>>(); break;
            case ActivationFunction.Selu: AssertSameBits<Selu, ActivationBackward<Selu>>(); break;
            case ActivationFunction.Softplus: AssertSameBits<Softplus, ActivationBackward<Softplus>>(); break;
            case ActivationFunction.Softsign: AssertSameBits<Softsign, ActivationBackward<Softsign>>(); break;
            case ActivationFunction.Tanh: AssertSameBits<Tanh, ActivationBackward<Tanh>>(); break;
            case ActivationFunction.Sigmoid: AssertSameBits<Sigmoid, ActivationBackward<Sigmoid>>(); break;
            case ActivationFunction.HardSigmoid: AssertSameBits<HardSigmoid, ActivationBackward<HardSigmoid>>(); break;
            case ActivationFunction.Exponential: AssertSameBits<Exponential, ActivationBackward<Exponential>>(); break;
            case ActivationFunction.Gelu: AssertSameBits<Gelu, InputActivationBackward<Gelu>>(fromInput: true); break;
            case ActivationFunction.GeluApproximate: AssertSameBits<GeluApproximate, InputActivationBackward<GeluApproximate>>(fromInput: true); break;
            case ActivationFunction.Silu: AssertSameBits<Silu, InputActivationBackward<Silu>>(fromInput: true); break;
            default: Assert.Fail("Not covered."); break;
        }
    }

    [Theory]
    [InlineData(ActivationFunction.Gelu)]
    [InlineData(ActivationFunction.GeluApproximate)]
    [InlineData(ActivationFunction.Silu)]
    public void Forward_ReachesItsLimits(ActivationFunction function)
    {
        float[] x = [float.NegativeInfinity, float.MinValue, -200, 0, 200, float.MaxValue, float.PositiveInfinity], y = new float[7], dx = new float[7];
        ActivationKernel.Forward(SharedWorkers.Of(1), function, x, y);
        ActivationKernel.Backward(SharedWorkers.Of(1), function, x, y, [1, 1, 1, 1, 1, 1, 1], dx, accumulate: false);
        Assert.Equal([0, 0, 0, 0, 200, float.MaxValue, float.PositiveInfinity], y);
        Assert.Equal([0, 0, 0, 0.5f, 1, 1, 1], dx);
    }

    [Fact]
    public void Cells_RefuseActivationsWhoseDerivativeNeedsMoreThanTheResult()
    {
        Assert.Equal(11, ActivationReference.OfCells.Length);
        CellActivations.Check(ActivationFunction.Selu, "gru", "Activation");
        var error = Assert.Throws<ArgumentException>(() => CellActivations.Check(ActivationFunction.Gelu, "gru", "Activation"));
        Assert.Equal("Activation", error.ParamName);
        Assert.StartsWith("gru: Gelu cannot be the activation of a cell", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActivationFunction.Softmax)]
    [InlineData(ActivationFunction.LogSoftmax)]
    public void Kernel_Throws_WhenActivationIsNotElementwise(ActivationFunction function)
    {
        float[] values = new float[3];
        Workers workers = SharedWorkers.Of(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationKernel.Forward(workers, function, values, values));
        Assert.Throws<ArgumentOutOfRangeException>(() => ActivationKernel.Backward(workers, function, values, values, values, values, false));
    }

    static void AssertSameBits<TActivation, TBackward>(bool fromInput = false)
        where TActivation : struct, IForwardActivation
        where TBackward : struct, IElementFunction
    {
        float[] x = [.. s_x.Where(value => Math.Abs(value) < 80)], dy = RandomData.Uniform(x.Length, 1);
        float[] y = ElementCase.Run(new ActivationForward<TActivation>(), x, x, null, SharedWorkers.Of(1), 1, 0), kept = fromInput ? x : y;
        float[] dx = ElementCase.Run(new TBackward(), dy, kept, null, SharedWorkers.Of(1), 1, 0);
        foreach (int laneWidth in Sizes.LaneWidths)
        {
            Check.SameBits(y, ElementCase.Run(new ActivationForward<TActivation>(), x, x, null, SharedWorkers.Of(1), laneWidth, 1), $"Lane {laneWidth}");
            Check.SameBits(dx, ElementCase.Run(new TBackward(), dy, kept, null, SharedWorkers.Of(1), laneWidth, 1), $"Lane {laneWidth}");
        }
    }
}
