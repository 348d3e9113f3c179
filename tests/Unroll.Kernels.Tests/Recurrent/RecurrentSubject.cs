using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>A recurrent cell under test: its two kernels, its reference, and the products that turn gate gradients into weight gradients.</summary>
abstract class RecurrentSubject
{
    /// <summary>Blocks of units in x·W + b.</summary>
    public abstract int Gates { get; }

    public virtual bool HasRecurrentActivation => true;

    /// <summary>Whether the backward kernel leaves the hidden states' gradients.</summary>
    public virtual bool LeavesHiddenGradients => true;

    public abstract RecurrentPass Forward(RecurrentRun run, RecurrentData data);

    public abstract RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly);

    public abstract RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0);

    /// <summary>dU: [units, gates·units].</summary>
    public virtual float[] RecurrentKernelGradients(Workers workers, SequenceLayout layout, RecurrentPass pass, RecurrentGradients gradients)
    {
        int units = layout.Units, columns = Gates * units;
        float[] result = new float[units * columns];
        MatrixProduct.Run(workers, new MatrixView(Previous(layout, pass), units).Transposed, new MatrixView(gradients.Gates, columns), units, columns,
            layout.Steps * layout.Batch, [], result, columns);
        return result;
    }

    /// <summary>The states before all times, as one matrix [steps·batch, units].</summary>
    protected static ReadOnlySpan<float> Previous(SequenceLayout layout, RecurrentPass pass)
    {
        int block = layout.Batch * layout.Units;
        return pass.Hidden.AsSpan(layout.FirstPrevious * block, layout.Steps * block);
    }

    /// <summary>steps + 1 blocks: the initial state, the others unwritten or as given.</summary>
    protected static GuardedBuffer States(GuardedBuffers buffers, SequenceLayout layout, float[] initial, float[]? others = null)
    {
        float[] values = new float[layout.StateLength];
        Array.Fill(values, GuardedBuffer.Sentinel);
        initial.CopyTo(values, layout.Initial * initial.Length);
        others?.CopyTo(values, layout.FirstOutput * initial.Length);
        return buffers.InOut(values);
    }

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

    /// <summary>The initial state's gradient is neither computed nor read.</summary>
    protected static void AssertInitialUnwritten(SequenceLayout layout, GuardedBuffer gradients)
    {
        int block = layout.Batch * layout.Units;
        foreach (float value in gradients.Span.Slice(layout.Initial * block, block))
            Assert.True(GuardedBuffer.IsSentinel(value), "The initial state's gradient was written.");
    }
}
