using Unroll.Kernels.Losses;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Losses;

public sealed class ElementLossLoopTests
{
    const double Epsilon = 1e-7;

    /// <summary>Away from 0 and 1, where some losses are cut, and in the reach of all.</summary>
    static readonly float[] s_p = [.. RandomData.Uniform(13 * 33, 1).Select(value => 0.5f + (0.45f * value))];
    static readonly float[] s_y = [.. RandomData.Uniform(13 * 33, 2).Select(value => 0.5f + (0.48f * value))];

    [Fact]
    public void SquaredError_GivesLossAndGradient() => Check<SquaredError>(default, (p, y) => (p - y) * (p - y));

    [Fact]
    public void AbsoluteError_GivesLossAndGradient() => Check<AbsoluteError>(default, (p, y) => Math.Abs(p - y));

    [Fact]
    public void PercentageError_GivesLossAndGradient() => Check<PercentageError>(default, (p, y) => 100 * Math.Abs(p - y) / Math.Max(Epsilon, Math.Abs(y)));

    [Fact]
    public void LogarithmicError_GivesLossAndGradient() => Check<LogarithmicError>(default, (p, y) => Math.Pow(Math.Log(1 + p) - Math.Log(1 + y), 2));

    [Fact]
    public void HuberError_GivesLossAndGradient() => Check(new HuberError(0.2f), (p, y) =>
    {
        double e = Math.Abs(p - y), delta = 0.2f;
        return e <= delta ? 0.5 * e * e : (delta * e) - (0.5 * delta * delta);
    });

    [Fact]
    public void QuantileError_GivesLossAndGradient() => Check(new QuantileError(0.9f), (p, y) => Math.Max(0.9f * (y - p), (1 - 0.9f) * (p - y)));

    [Fact]
    public void LogCoshError_GivesLossAndGradient() => Check<LogCoshError>(default, (p, y) => Math.Log(Math.Cosh(p - y)));

    [Fact]
    public void BinaryEntropy_GivesLossAndGradient() => Check<BinaryEntropy>(default, (p, y) => -(y * Math.Log(p)) - ((1 - y) * Math.Log(1 - p)));

    [Fact]
    public void BinaryEntropyOfLogits_GivesLossAndGradient() => Check<BinaryEntropyOfLogits>(default, (p, y) => Math.Log(1 + Math.Exp(p)) - (p * y));

    [Fact]
    public void DivergenceTerm_GivesLossAndGradient() => Check<DivergenceTerm>(default, (p, y) => y * Math.Log(y / p));

    [Fact]
    public void PoissonTerm_GivesLossAndGradient() => Check<PoissonTerm>(default, (p, y) => p - (y * Math.Log(p + Epsilon)));

    [Fact]
    public void LogCoshError_IsExact_NearZeroAndFarAway()
    {
        foreach (float e in new[] { 1e-4f, 1e-2f, 0.5f, 5, 80 })
        {
            float[] losses = new float[1];
            ElementLossLoop.Forward(SharedWorkers.Of(1), default(LogCoshError), [e], [0f], 1, 1, losses);
            double exact = e + Math.Log((1 + Math.Exp(-2.0 * e)) / 2);
            Assert.Equal(e < 0.1 ? 0.5 * e * e - (Math.Pow(e, 4) / 12) : exact, losses[0], exact * 1e-5 + 1e-12);
        }
    }

    /// <summary>What is cut has no gradient, and impossible targets show as NaN.</summary>
    [Fact]
    public void BinaryEntropy_CutsItsLimits()
    {
        float[] losses = new float[3], dp = new float[3];
        ElementLossLoop.Forward(SharedWorkers.Of(1), default(BinaryEntropy), [0, 1, 0.5f], [1, 0, 2], 1, 1, losses);
        ElementLossLoop.Backward(SharedWorkers.Of(1), default(BinaryEntropy), [0, 1, 0.5f], [1, 0, 1], 1, 1, [1, 1, 1], dp, accumulate: false);
        Assert.Equal(-Math.Log(1e-7), losses[0], 1e-4);
        Assert.Equal(-Math.Log(1.1920929e-7), losses[1], 0.5);
        Assert.True(float.IsNaN(losses[2]));
        Assert.Equal([0, 0, -2], dp);
    }

    [Fact]
    public void Backward_LeavesRowsOutWhoseScaleIsZero()
    {
        float[] dp = new float[4], added = [1, 2, 3, 4];
        foreach (float[] gradient in new[] { dp, added })
            ElementLossLoop.Backward(SharedWorkers.Of(1), default(SquaredError), [float.NaN, 1, 2, 3], [0, float.NaN, 1, 1], 2, 2, [0, 1], gradient,
                accumulate: gradient == added);
        Assert.Equal([0, 0, 1, 2], dp);
        Assert.Equal([1, 2, 4, 6], added);
    }

    [Fact]
    public void Run_Throws_WhenASpanIsTooShort()
    {
        float[] full = new float[6], missing = new float[5], rows = new float[2];
        Workers workers = SharedWorkers.Of(1);
        Assert.Throws<ArgumentException>(() => ElementLossLoop.Forward(workers, default(SquaredError), missing, full, 3, 3, rows));
        Assert.Throws<ArgumentException>(() => ElementLossLoop.Forward(workers, default(SquaredError), full, missing, 3, 3, rows));
        Assert.Throws<ArgumentException>(() => ElementLossLoop.Backward(workers, default(SquaredError), missing, full, 3, 3, rows, full, false));
        Assert.Throws<ArgumentException>(() => ElementLossLoop.Backward(workers, default(SquaredError), full, missing, 3, 3, rows, full, false));
        Assert.Throws<ArgumentException>(() => ElementLossLoop.Backward(workers, default(SquaredError), full, full, 3, 3, rows, missing, false));
    }

    static void Check<TLoss>(TLoss loss, Func<double, double, double> exact) where TLoss : struct, IElementLoss
    {
        foreach ((int rows, int columns) in new[] { (13, 33), (13, 1), (1, 17), (3, 16), (5, 7) })
        {
            float[] p = s_p[..(rows * columns)], y = s_y[..(rows * columns)], scales = RandomData.Uniform(rows, 3);
            float[] losses = new float[rows], dp = new float[p.Length];
            ElementLossLoop.Forward(SharedWorkers.Of(1), loss, p, y, columns, columns, losses);
            ElementLossLoop.Backward(SharedWorkers.Of(1), loss, p, y, columns, columns, scales, dp, accumulate: false);
            double[] input = RandomData.Double(p);
            double Row(int row) => Enumerable.Range(row * columns, columns).Sum(i => exact(input[i], y[i])) / columns;
            Support.Check.CloseToLargest([.. Enumerable.Range(0, rows).Select(Row)], losses, 3e-6, $"{rows} × {columns} losses");
            double[] expected = CentralDifferences.Gradient(input, () => Enumerable.Range(0, rows).Sum(row => scales[row] * Row(row)));
            Support.Check.CloseToLargest(expected, dp, 2e-5, $"{rows} × {columns} gradient");
            AssertSameBits(loss, p, y, columns, scales, losses, dp);
        }
    }

    static void AssertSameBits<TLoss>(TLoss loss, float[] p, float[] y, int columns, float[] scales, float[] losses, float[] dp)
        where TLoss : struct, IElementLoss
    {
        foreach (int workers in SharedWorkers.Counts)
            foreach (int laneWidth in Sizes.LaneWidths)
            {
                float[] ownLosses = new float[losses.Length], ownGradient = new float[dp.Length];
                ElementLossLoop.Forward(SharedWorkers.Of(workers), loss, p, y, columns, columns, ownLosses, laneWidth);
                ElementLossLoop.Backward(SharedWorkers.Of(workers), loss, p, y, columns, columns, scales, ownGradient, accumulate: false, laneWidth);
                Support.Check.SameBits(losses, ownLosses, $"Losses, lane {laneWidth}, {workers} workers");
                Support.Check.SameBits(dp, ownGradient, $"Gradient, lane {laneWidth}, {workers} workers");
            }
    }
}
