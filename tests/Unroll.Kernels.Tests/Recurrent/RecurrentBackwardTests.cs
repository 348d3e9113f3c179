using Unroll.Kernels.Activations;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>What holds for the backward pass of every recurrent cell. The loss is L = Σ y·dy with random dy.</summary>
public abstract class RecurrentBackwardTests
{
    const double Tolerance = 2e-5;

    readonly RecurrentSubject _subject;

    private protected RecurrentBackwardTests(RecurrentSubject subject) => _subject = subject;

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
    public void Run_EqualsCentralDifferences_BeyondTheBlocksOfAProduct()
    {
        foreach ((int batch, int units) in new[] { (3, 257), (1, 90), (241, 3) })
            AssertGateGradients(RecurrentData.Create(_subject.Gates, 2, batch, units, false), [0], 20);
    }

    [Fact]
    public void Run_AppliesEveryActivation()
    {
        ActivationFunction[] functions = ActivationReference.Elementwise;
        for (int i = 0; i < functions.Length; i++)
            AssertGateGradients(RecurrentData.Create(_subject.Gates, 1, 2, 3, false, functions[i], functions[(i + 4) % functions.Length]), [0], int.MaxValue);
    }

    // dL/dh after the first step: its own dy, and what the rest of the sequence makes of it as an initial state.
    [Fact]
    public void Run_LeavesGradientsOfHiddenStates()
    {
        if (!_subject.LeavesHiddenGradients)
            return;

        foreach (bool backwards in new[] { false, true })
        {
            var data = RecurrentData.Create(_subject.Gates, 5, 3, 17, backwards);
            int block = 3 * 17, first = data.Layout.Time(0), rest = backwards ? 0 : 1;
            double[] x = RandomData.Double(data.Projected), dy = RandomData.Double(data.OutputGradients);
            RecurrentStates states = Reference(data, x);
            Range firstBlock = (first * block)..((first + 1) * block);
            double[] hidden = states.Hidden[firstBlock], cell = states.Cells.Length == 0 ? [] : states.Cells[firstBlock];
            RecurrentShape shape = data.Shape with { Steps = 4 };
            double[] xRest = x[(rest * block * _subject.Gates)..((rest + 4) * block * _subject.Gates)], dyRest = dy[(rest * block)..((rest + 4) * block)];
            double[] expected = CentralDifferences.Gradient(hidden, () => Dot(_subject.Reference(shape, data.Weights, xRest, hidden, cell).Hidden, dyRest));
            for (int i = 0; i < block; i++)
                expected[i] += dy[(first * block) + i];

            var run = new RecurrentRun(SharedWorkers.Of(2), 0);
            float[] actual = _subject.Backward(run, data, _subject.Forward(run, data), lastOnly: false).Hidden;
            Check.CloseToLargest(expected, actual.AsSpan((data.Layout.FirstOutput + first) * block, block), Tolerance, data.Name);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_LeavesWhatWeightGradientsAreMadeOf(bool backwards)
    {
        const int Features = 3;
        var data = RecurrentData.Create(_subject.Gates, 5, 3, 7, backwards);
        int units = 7, columns = _subject.Gates * units, rows = 15;
        float[] x = RandomData.Uniform(rows * Features, 1), kernel = RandomData.Uniform(Features * columns, 2), bias = RandomData.Uniform(columns, 3);
        float[] projected = new float[rows * columns];
        Workers workers = SharedWorkers.Of(2);
        MatrixProduct.Run(workers, new MatrixView(x, Features), new MatrixView(kernel, columns), rows, columns, Features, bias, projected, columns);
        data = data with { Projected = projected };

        var run = new RecurrentRun(workers, 0);
        RecurrentPass pass = _subject.Forward(run, data);
        RecurrentGradients gradients = _subject.Backward(run, data, pass, lastOnly: false);
        float[] dKernel = new float[kernel.Length], dx = new float[x.Length], dBias = new float[columns];
        var gates = new MatrixView(gradients.Gates, columns);
        MatrixProduct.Run(workers, new MatrixView(x, Features).Transposed, gates, Features, columns, rows, [], dKernel, columns);
        MatrixProduct.Run(workers, gates, new MatrixView(kernel, columns).Transposed, rows, Features, columns, [], dx, Features);
        ColumnSum.Run(workers, gradients.Gates, rows, columns, columns, dBias, accumulate: false);

        double[] input = RandomData.Double(x), dy = RandomData.Double(data.OutputGradients);
        double[] hidden0 = RandomData.Double(data.Hidden0), cell0 = RandomData.Double(data.Cell0);
        RecurrentWeights weights = data.Weights with { Kernel = RandomData.Double(kernel), Bias = RandomData.Double(bias) };
        double Loss() => Dot(_subject.Reference(data.Shape, weights, input, hidden0, cell0).Hidden, dy);
        Check.CloseToLargest(CentralDifferences.Gradient(input, Loss), dx, Tolerance, "dx");
        Check.CloseToLargest(CentralDifferences.Gradient(weights.Kernel!, Loss), dKernel, Tolerance, "dW");
        Check.CloseToLargest(CentralDifferences.Gradient(weights.Bias!, Loss), dBias, Tolerance, "db");
        float[] dRecurrentKernel = _subject.RecurrentKernelGradients(workers, data.Layout, pass, gradients);
        Check.CloseToLargest(CentralDifferences.Gradient(weights.RecurrentKernel, Loss), dRecurrentKernel, Tolerance, "dU");
        if (gradients.Kept.Length == 0)
            return;

        float[] dRecurrentBias = new float[units];
        ColumnSum.Run(workers, gradients.Kept, rows, units, units, dRecurrentBias, accumulate: false);
        Check.CloseToLargest(CentralDifferences.Gradient(weights.RecurrentBias!, Loss).AsSpan(2 * units), dRecurrentBias, Tolerance, "db'");
    }

    [Fact]
    public void Run_GivesSameBits_ForAnyLaneAndWorkers()
    {
        foreach ((int steps, int batch, int units) in new[] { (5, 13, 33), (2, 5, 16), (1, 3, 7), (2, 1, 17), (2, 4, 260) })
        {
            var data = RecurrentData.Create(_subject.Gates, steps, batch, units, backwards: batch == 5);
            RecurrentPass pass = _subject.Forward(new RecurrentRun(SharedWorkers.Of(1), 1), data);
            RecurrentGradients expected = _subject.Backward(new RecurrentRun(SharedWorkers.Of(1), 1), data, pass, lastOnly: batch == 3);
            foreach (int laneWidth in Sizes.LaneWidths)
                foreach (int workers in SharedWorkers.Counts)
                {
                    var run = new RecurrentRun(SharedWorkers.Of(workers), laneWidth, workers);
                    RecurrentGradients actual = _subject.Backward(run, data, pass, lastOnly: batch == 3);
                    Check.SameBits(expected.Gates, actual.Gates, $"Gates, {data.Name}, lane {laneWidth}, {workers} workers");
                    Check.SameBits(expected.Kept, actual.Kept, $"Kept values, {data.Name}, lane {laneWidth}, {workers} workers");
                }
        }
    }

    [Fact]
    public void Run_Throws_WhenABufferIsTooShort()
    {
        var data = RecurrentData.Create(_subject.Gates, 2, 3, 5, false);
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
        double[] x = RandomData.Double(data.Projected);
        foreach (bool lastOnly in new[] { false, true })
        {
            double[] dy = lastOnly ? data.OnlyLast(data.OutputGradients) : RandomData.Double(data.OutputGradients);
            double[] expected = CentralDifferences.Gradient(x, () => Dot(Reference(data, x).Hidden, dy), most);
            foreach (int laneWidth in laneWidths)
            {
                var run = new RecurrentRun(SharedWorkers.Of(laneWidth % 3 + 1), laneWidth, laneWidth % 4);
                float[] actual = _subject.Backward(run, data, _subject.Forward(run, data), lastOnly).Gates;
                Check.CloseToLargest(expected, actual, Tolerance, $"{data.Name}, lane {laneWidth}, last only {lastOnly}");
            }
        }
    }
}
