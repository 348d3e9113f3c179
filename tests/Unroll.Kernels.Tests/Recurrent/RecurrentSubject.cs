using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>A recurrent cell under test: its two kernels and its reference.</summary>
abstract class RecurrentSubject
{
    /// <summary>Blocks of units in x·W + b.</summary>
    public abstract int Gates { get; }

    /// <summary>Blocks of units that the forward pass keeps for the backward pass; the first are the activated gates, and later their gradients.</summary>
    public virtual int KeptBlocks => Gates;

    /// <summary>What the tolerances of results are multiplied with: normalization scales small differences up.</summary>
    public virtual double Leeway => 1;

    /// <summary>Whether the cell can be zoned out.</summary>
    public virtual bool HasZoneout => true;

    public virtual bool HasRecurrentActivation => true;

    public abstract RecurrentPass Forward(RecurrentRun run, RecurrentData data);

    /// <param name="run">How.</param>
    /// <param name="data">The inputs of the forward pass.</param>
    /// <param name="pass">What it left.</param>
    /// <param name="lastOnly">Whether only the last output has a gradient.</param>
    /// <param name="wantsInitial">Whether the first state's gradient is wanted.</param>
    public abstract RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly, bool wantsInitial = false);

    public abstract RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0);

    /// <summary>A sequence as it is, with padding and dropout, and with zoneout.</summary>
    public IEnumerable<RecurrentData> Forms(RecurrentData data) =>
        HasZoneout ? [data, data.LeavingOut(), data.LeavingOut().Zoned(Gates == 4), data.Zoned(false)] : [data, data.LeavingOut()];

    /// <summary>The first blocks of every row: [steps·batch, gates·units].</summary>
    public float[] FirstBlocks(RecurrentData data, float[] values)
    {
        int units = data.Layout.Units, rows = data.Layout.Steps * data.Layout.Batch;
        float[] result = new float[rows * Gates * units];
        for (int row = 0; row < rows; row++)
            values.AsSpan(row * KeptBlocks * units, Gates * units).CopyTo(result.AsSpan(row * Gates * units));
        return result;
    }

    protected static GuardedBuffer Pack(GuardedBuffers buffers, RecurrentRun run, ReadOnlySpan<float> matrix, int columns, PanelLayout layout,
        bool transposed = false)
    {
        float[] packed = new float[layout.Length];
        var view = new MatrixView(matrix, columns);
        Packing.Run(run.Workers, transposed ? view.Transposed : view, layout, packed, run.LaneWidth);
        return buffers.Input(packed);
    }

    /// <summary>
    /// Room for what the forward pass keeps. Of padding it keeps nothing: numbers of another step are left there, which the backward pass must not use.
    /// </summary>
    protected GuardedBuffer Kept(GuardedBuffers buffers, RecurrentData data) => Kept(buffers, data, KeptBlocks * data.Layout.Units);

    /// <summary>The same with a number of floats for every row and step.</summary>
    protected static GuardedBuffer Kept(GuardedBuffers buffers, RecurrentData data, int width)
    {
        int length = data.Layout.Steps * data.Layout.Batch * width;
        return data.Mask.Length == 0 ? buffers.Out(length) : buffers.InOut([.. Enumerable.Repeat(0.7f, length)]);
    }

    /// <summary>What is left out.</summary>
    protected static SequenceMasks Masks(RecurrentData data, Span<float> dropped, Span<float> newCells = default, Span<float> aside = default) =>
        new(data.Mask, data.Dropout, dropped)
        {
            HiddenZoneout = data.HiddenShares.Length > 0 ? 0.35f : 0, CellZoneout = data.CellShares.Length > 0 ? 0.35f : 0, HiddenShares = data.HiddenShares,
            CellShares = data.CellShares, NewCells = newCells, Aside = aside,
        };

    /// <summary>steps + 1 blocks: the initial state, the others unwritten.</summary>
    protected static GuardedBuffer States(GuardedBuffers buffers, SequenceLayout layout, float[] initial)
    {
        float[] values = new float[layout.StateLength];
        Array.Fill(values, GuardedBuffer.Sentinel);
        initial.CopyTo(values, layout.Initial * initial.Length);
        return buffers.InOut(values);
    }

    /// <summary>Room for the states without the units that are left out, the initial one's in its block.</summary>
    protected static GuardedBuffer Dropped(GuardedBuffers buffers, RecurrentData data) => data.Dropout.Length == 0
        ? buffers.Out(0)
        : States(buffers, data.Layout, [.. data.Hidden0.Zip(data.Dropout, (state, kept) => state * kept)]);

    /// <summary>steps + 1 blocks with the outputs' gradients, or with the last output's alone.</summary>
    protected static GuardedBuffer OutputGradients(GuardedBuffers buffers, RecurrentData data, bool lastOnly)
    {
        SequenceLayout layout = data.Layout;
        int block = layout.Batch * layout.Units;
        float[] values = new float[layout.StateLength];
        Array.Fill(values, GuardedBuffer.Sentinel);
        int time = layout.Time(layout.Steps - 1);
        if (lastOnly)
            data.OutputGradients.AsSpan(time * block, block).CopyTo(values.AsSpan(layout.Final * block));
        else
            data.OutputGradients.CopyTo(values, layout.FirstOutput * block);
        return buffers.InOut(values);
    }

    protected static void AssertInitialKept(SequenceLayout layout, GuardedBuffer states, float[] initial) =>
        Check.SameBits(initial, states.Span.Slice(layout.Initial * initial.Length, initial.Length), "The initial state");

    /// <summary>The first state's gradient, which is neither computed nor read if it is not wanted.</summary>
    protected static float[] InitialGradient(SequenceLayout layout, GuardedBuffer gradients, bool wanted)
    {
        int block = layout.Batch * layout.Units;
        float[] initial = gradients.Span.Slice(layout.Initial * block, block).ToArray();
        Assert.All(initial, value => Assert.Equal(!wanted, GuardedBuffer.IsSentinel(value)));
        return initial;
    }
}
