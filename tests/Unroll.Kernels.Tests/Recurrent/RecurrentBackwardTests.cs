using Unroll.Kernels.Activations;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>What holds for the backward pass of every recurrent cell. The loss is L = Σ y·dy with random dy.</summary>
public abstract class RecurrentBackwardTests
{
    readonly RecurrentSubject _subject;

    private protected RecurrentBackwardTests(RecurrentSubject subject) => _subject = subject;

    double Tolerance => 2e-5 * _subject.Leeway;

    public static TheoryData<ActivationFunction, ActivationFunction> Activations => new()
    {
        { ActivationFunction.Tanh, ActivationFunction.Sigmoid }, { ActivationFunction.Relu, ActivationFunction.HardSigmoid },
        { ActivationFunction.Softsign, ActivationFunction.Sigmoid }, { ActivationFunction.Linear, ActivationFunction.Sigmoid },
    };

    [Theory]
    [MemberData(nameof(Activations))]
    public void Run_EqualsCentralDifferences(ActivationFunction activation, ActivationFunction recurrentActivation)
    {
        foreach ((int steps, int batch, int units) in new[] { (1, 1, 1), (2, 3, 7), (5, 2, 17), (2, 5, 16), (2, 13, 33) })
            foreach (bool backwards in new[] { false, true })
            {
                var data = RecurrentData.Create(_subject.Gates, steps, batch, units, backwards, activation, recurrentActivation);
                AssertGateGradients(data, Sizes.LaneWidths, 200);
            }
    }

    [Fact]
    public void Run_EqualsCentralDifferences_WithPaddingAndDropout()
    {
        foreach ((int steps, int batch, int units) in new[] { (1, 13, 2), (5, 3, 7), (4, 5, 17) })
            foreach (bool backwards in new[] { false, true })
                AssertGateGradients(RecurrentData.Create(_subject.Gates, steps, batch, units, backwards).LeavingOut(), Sizes.LaneWidths, 200);
    }

    [Fact]
    public void Run_EqualsCentralDifferences_BeyondTheBlocksOfAProduct()
    {
        foreach ((int batch, int units) in new[] { (3, 257), (1, 90), (241, 3) })
            AssertGateGradients(RecurrentData.Create(_subject.Gates, 2, batch, units, false), [0], 20);
    }

    [Fact]
    public void Run_AppliesEveryActivation()
    {
        ActivationFunction[] functions = ActivationReference.OfCells;
        for (int i = 0; i < functions.Length; i++)
            AssertGateGradients(RecurrentData.Create(_subject.Gates, 1, 2, 3, false, functions[i], functions[(i + 4) % functions.Length]), [0], int.MaxValue);
    }

    /// <summary>A processor takes a hundred cycles for an operation with a subnormal number.</summary>
    [Fact]
    public void Run_LeavesNoSubnormalNumber_WhenGradientsVanish()
    {
        var random = RecurrentData.Create(_subject.Gates, 120, 3, 17, false);
        RecurrentData data = random with
        {
            X = [.. random.X.Select(_ => -2f)],
            RecurrentKernel = [.. random.RecurrentKernel.Select(weight => 0.1f * weight)],
            OutputGradients = [.. random.OutputGradients.Select(gradient => 1e-4f * gradient)],
            Gain = 1e-3f,
        };
        foreach (int laneWidth in Sizes.LaneWidths)
        {
            var run = new RecurrentRun(SharedWorkers.Of(2), laneWidth);
            RecurrentGradients actual = _subject.Backward(run, data, _subject.Forward(run, data), lastOnly: true, wantsInitial: true);
            float[] all = [.. actual.Gates, .. actual.Hidden0, .. actual.Cell0, .. actual.Others];
            Assert.DoesNotContain(all, float.IsSubnormal);
            Assert.All(actual.Hidden0, gradient => Assert.Equal(0, gradient));
            Assert.Contains(all, gradient => gradient != 0);
        }
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(true, true, true)]
    public void Run_LeavesTheGradientOfTheFirstState(bool backwards, bool lastOnly, bool leavesOut)
    {
        foreach ((int steps, int batch, int units) in new[] { (1, 2, 7), (4, 3, 17) })
        {
            var plain = RecurrentData.Create(_subject.Gates, steps, batch, units, backwards);
            RecurrentData data = leavesOut ? plain.LeavingOut() : plain;
            double[] x = RandomData.Double(data.X), hidden = RandomData.Double(data.Hidden0), cell = RandomData.Double(data.Cell0);
            double[] dy = lastOnly ? data.OnlyLast(data.OutputGradients) : RandomData.Double(data.OutputGradients);
            double Loss() => Dot(_subject.Reference(data.Shape, data.Weights, x, hidden, cell).Hidden, dy);
            var run = new RecurrentRun(SharedWorkers.Of(2), 0);
            RecurrentGradients actual = _subject.Backward(run, data, _subject.Forward(run, data), lastOnly, wantsInitial: true);
            Check.CloseToLargest(CentralDifferences.Gradient(hidden, Loss), actual.Hidden0, Tolerance, $"dh, {data.Name}");
            if (actual.Cell0.Length > 0)
                Check.CloseToLargest(CentralDifferences.Gradient(cell, Loss), actual.Cell0, Tolerance, $"dc, {data.Name}");
        }
    }

    [Fact]
    public void Run_GivesSameBits_ForAnyLaneAndWorkers()
    {
        foreach ((int steps, int batch, int units) in new[] { (5, 13, 33), (2, 5, 16), (1, 3, 7), (2, 1, 17), (2, 4, 260) })
        {
            var plain = RecurrentData.Create(_subject.Gates, steps, batch, units, backwards: batch == 5, features: 3);
            foreach (RecurrentData data in _subject.Forms(plain))
            {
                RecurrentPass pass = _subject.Forward(new RecurrentRun(SharedWorkers.Of(1), 1), data);
                RecurrentGradients expected = _subject.Backward(new RecurrentRun(SharedWorkers.Of(1), 1), data, pass, batch == 3, wantsInitial: true);
                foreach (int laneWidth in Sizes.LaneWidths)
                    foreach (int workers in SharedWorkers.Counts)
                    {
                        var run = new RecurrentRun(SharedWorkers.Of(workers), laneWidth, workers);
                        RecurrentGradients actual = _subject.Backward(run, data, pass, batch == 3, wantsInitial: true);
                        Check.SameBits(expected.Gates, actual.Gates, $"Gates, {data.Name}, lane {laneWidth}, {workers} workers");
                        Check.SameBits(expected.Others, actual.Others, $"Other gradients, {data.Name}, lane {laneWidth}, {workers} workers");
                        Check.SameBits(expected.Hidden0, actual.Hidden0, $"The first state, {data.Name}, lane {laneWidth}, {workers} workers");
                    }
            }
        }
    }

    [Fact]
    public void Run_Throws_WhenABufferIsTooShort()
    {
        RecurrentData data = RecurrentData.Create(_subject.Gates, 2, 3, 5, false, features: 3);
        var run = new RecurrentRun(SharedWorkers.Of(1), 0);
        RecurrentPass pass = _subject.Forward(run, data);
        int buffers = _subject.Backward(run, data, pass, lastOnly: false).Buffers;
        for (int buffer = 0; buffer < buffers; buffer++)
            Assert.Throws<ArgumentException>(() => _subject.Backward(run with { Shortened = buffer }, data, pass, lastOnly: false));
    }

    static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    RecurrentStates Reference(RecurrentData data, double[] x) =>
        _subject.Reference(data.Shape, data.Weights, x, RandomData.Double(data.Hidden0), RandomData.Double(data.Cell0));

    void AssertGateGradients(RecurrentData data, int[] laneWidths, int most)
    {
        double[] x = RandomData.Double(data.X);
        foreach (bool lastOnly in new[] { false, true })
        {
            double[] dy = lastOnly ? data.OnlyLast(data.OutputGradients) : RandomData.Double(data.OutputGradients);
            double[] expected = CentralDifferences.Gradient(x, () => Dot(Reference(data, x).Hidden, dy), most);
            foreach (int laneWidth in laneWidths)
            {
                var run = new RecurrentRun(SharedWorkers.Of(laneWidth % 3 + 1), laneWidth, laneWidth % 4);
                RecurrentGradients gradients = _subject.Backward(run, data, _subject.Forward(run, data), lastOnly);
                float[] actual = _subject.FirstBlocks(data, gradients.Gates);
                Check.CloseToLargest(expected, actual, Tolerance, $"{data.Name}, lane {laneWidth}, last only {lastOnly}");
            }
        }
    }
}
