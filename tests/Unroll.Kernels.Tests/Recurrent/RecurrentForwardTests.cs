using Unroll.Kernels.Activations;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>What holds for the forward pass of every recurrent cell.</summary>
public abstract class RecurrentForwardTests
{
    readonly RecurrentSubject _subject;

    private protected RecurrentForwardTests(RecurrentSubject subject) => _subject = subject;

    public static TheoryData<int> LaneWidths => [.. Sizes.LaneWidths];

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_EqualsReference(int laneWidth)
    {
        int run = 0;
        foreach (int units in Sizes.Around)
            foreach (int batch in Sizes.Batches)
                foreach (int steps in Sizes.Steps)
                    foreach (bool backwards in new[] { false, true })
                    {
                        var data = RecurrentData.Create(_subject.Gates, steps, batch, units, backwards, features: 1 + (run % 5));
                        AssertEqualsReference(data, new RecurrentRun(SharedWorkers.Of(1 + (run % 3)), laneWidth, Sizes.Offsets[run++ % 3]), 3e-6);
                    }
    }

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_EqualsReference_WithPaddingAndDropout(int laneWidth)
    {
        foreach ((int steps, int batch, int units) in new[] { (1, 13, 7), (5, 3, 17), (5, 13, 33) })
            foreach (bool backwards in new[] { false, true })
            {
                RecurrentData data = RecurrentData.Create(_subject.Gates, steps, batch, units, backwards, features: 3).LeavingOut();
                AssertEqualsReference(data, new RecurrentRun(SharedWorkers.Of(2), laneWidth), 5e-6);
            }
    }

    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_EqualsReference_BeyondTheBlocksOfAProduct(int laneWidth)
    {
        foreach ((int batch, int units) in new[] { (3, 257), (2, 257), (241, 3) })
            AssertEqualsReference(RecurrentData.Create(_subject.Gates, 2, batch, units, false, features: 90), new RecurrentRun(SharedWorkers.Of(1), laneWidth),
                1e-5);
    }

    // Every activation takes each of the two places once; more steps would let the exponential overflow.
    /// <summary>A state that decays ends at 0, not among the subnormal numbers, with which a processor takes a hundred cycles for an operation.</summary>
    [Theory]
    [MemberData(nameof(LaneWidths))]
    public void Run_LetsADecayingStatePassThroughZero(int laneWidth)
    {
        var random = RecurrentData.Create(_subject.Gates, 200, 3, 17, false);
        float[] kernel = new float[random.RecurrentKernel.Length];
        RecurrentData data = random with
        {
            X = new float[random.X.Length],
            RecurrentKernel = kernel,
            Bias = new float[random.Bias.Length],
            RecurrentBias = new float[random.RecurrentBias.Length]
        };
        RecurrentPass pass = _subject.Forward(new RecurrentRun(SharedWorkers.Of(2), laneWidth), data);
        float[] states = [.. pass.Hidden, .. pass.Cells];
        Assert.DoesNotContain(states, float.IsSubnormal);
        Assert.All(pass.Hidden[^(3 * 17)..], state => Assert.Equal(0, state));
    }

    [Fact]
    public void Run_AppliesEveryActivation()
    {
        ActivationFunction[] functions = ActivationReference.OfCells;
        for (int i = 0; i < functions.Length; i++)
        {
            var data = RecurrentData.Create(_subject.Gates, 1, 2, 17, false, functions[i], functions[(i + 4) % functions.Length]);
            AssertEqualsReference(data, new RecurrentRun(SharedWorkers.Of(1), 0), 2e-5);
        }
    }

    [Fact]
    public void Run_GivesSameBits_ForAnyLaneAndWorkers()
    {
        foreach ((int steps, int batch, int units) in new[] { (5, 13, 33), (2, 5, 16), (1, 3, 7), (2, 1, 17), (2, 4, 260), (2, 1, 727), (2, 2, 727) })
        {
            var plain = RecurrentData.Create(_subject.Gates, steps, batch, units, backwards: batch == 5, features: 3);
            foreach (RecurrentData data in _subject.Forms(plain))
            {
                RecurrentPass expected = _subject.Forward(new RecurrentRun(SharedWorkers.Of(1), 1), data);
                foreach (int laneWidth in Sizes.LaneWidths)
                    foreach (int workers in SharedWorkers.Counts)
                    {
                        RecurrentPass actual = _subject.Forward(new RecurrentRun(SharedWorkers.Of(workers), laneWidth, workers), data);
                        AssertSameBits(expected, actual, $"{data.Name}, lane {laneWidth}, {workers} workers");
                    }
            }
        }
    }

    [Fact]
    public void Run_GivesSameBits_ForARowAlone()
    {
        RecurrentData data = RecurrentData.Create(_subject.Gates, 5, 7, 33, false, features: 3).LeavingOut();
        RecurrentPass all = _subject.Forward(new RecurrentRun(SharedWorkers.Of(2), 0), data);
        for (int row = 0; row < 7; row++)
        {
            RecurrentData single = data.Row(row);
            RecurrentPass alone = _subject.Forward(new RecurrentRun(SharedWorkers.Of(1), 0), single);
            Check.SameBits(data.RowOf(Outputs(all, data.Layout), row), Outputs(alone, single.Layout), $"Row {row} of the outputs");
            Check.SameBits(data.RowOf<float>(all.Kept, row), alone.Kept, $"Row {row} of what is kept");
        }
    }

    [Fact]
    public void Run_DoesNothing_WhenTheBatchIsEmpty() =>
        _subject.Forward(new RecurrentRun(SharedWorkers.Of(2), 0), RecurrentData.Create(_subject.Gates, 2, 0, 3, false));

    [Fact]
    public void Run_Throws_WhenABufferIsTooShort()
    {
        RecurrentData data = RecurrentData.Create(_subject.Gates, 2, 3, 5, false, features: 3) with { Dropout = RandomData.Uniform(15, 1) };
        int buffers = _subject.Forward(new RecurrentRun(SharedWorkers.Of(1), 0), data).Buffers;
        for (int buffer = 0; buffer < buffers; buffer++)
            Assert.Throws<ArgumentException>(() => _subject.Forward(new RecurrentRun(SharedWorkers.Of(1), 0, 0, buffer), data));
    }

    [Fact]
    public void Run_Throws_WhenActivationIsSoftmax()
    {
        var data = RecurrentData.Create(_subject.Gates, 1, 1, 1, false);
        var run = new RecurrentRun(SharedWorkers.Of(1), 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => _subject.Forward(run, data with { Activation = ActivationFunction.Softmax }));
        if (_subject.HasRecurrentActivation)
            Assert.Throws<ArgumentOutOfRangeException>(() => _subject.Forward(run, data with { RecurrentActivation = ActivationFunction.Softmax }));
    }

    static ReadOnlySpan<float> Outputs(RecurrentPass pass, SequenceLayout layout) => Outputs(pass.Hidden, layout);

    static ReadOnlySpan<float> Outputs(float[] states, SequenceLayout layout)
    {
        int block = layout.Batch * layout.Units;
        return states.AsSpan(layout.FirstOutput * block, layout.Steps * block);
    }

    static void AssertSameBits(RecurrentPass expected, RecurrentPass actual, string what)
    {
        Check.SameBits(expected.Hidden, actual.Hidden, $"Hidden states, {what}");
        Check.SameBits(expected.Cells, actual.Cells, $"Cells, {what}");
        Check.SameBits(expected.Kept, actual.Kept, $"What is kept, {what}");
        Check.SameBits(expected.Others, actual.Others, $"What else is kept, {what}");
    }

    void AssertEqualsReference(RecurrentData data, RecurrentRun run, double tolerance)
    {
        RecurrentStates expected = _subject.Reference(data.Shape, data.Weights, RandomData.Double(data.X), RandomData.Double(data.Hidden0),
            RandomData.Double(data.Cell0));
        RecurrentPass actual = _subject.Forward(run, data);
        tolerance *= _subject.Leeway;
        Check.Close(expected.Hidden, Outputs(actual, data.Layout), tolerance, $"Outputs, {data.Name}");
        Check.Close(data.WithoutPadding(expected.Gates), data.WithoutPadding(_subject.FirstBlocks(data, actual.Kept)), tolerance, $"Gates, {data.Name}");
        if (actual.Cells.Length > 0)
            Check.Close(expected.Cells, Outputs(actual.Cells, data.Layout), tolerance, $"Cells, {data.Name}");
    }
}
