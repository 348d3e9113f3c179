using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class GruResetBeforeSubject : RecurrentSubject
{
    public override int Gates => 3;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(data.Projected), kernel = buffers.Input(data.RecurrentKernel), hidden = States(buffers, layout, data.Hidden0);
        GuardedBuffer resetHidden = buffers.Out(data.OutputGradients.Length), packed = buffers.Out(GruForward.PackedLength(layout.Units));
        GruResetBeforeForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, kernel.Span, hidden.Span, resetHidden.Span,
            packed.Span, run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), [], resetHidden.Span.ToArray(), buffers.Count);
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.Input(pass.Gates), hidden = buffers.Input(pass.Hidden), kernel = buffers.Input(data.RecurrentKernel);
        GuardedBuffer hiddenGradients = OutputGradients(buffers, data, lastOnly), gateGradients = buffers.Out(pass.Gates.Length);
        GuardedBuffer resetGradients = buffers.Out(data.Hidden0.Length), packed = buffers.Out(GruBackward.PackedLength(layout.Units));
        GruResetBeforeBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, lastOnly, gates.Span, hidden.Span, kernel.Span,
            hiddenGradients.Span, gateGradients.Span, resetGradients.Span, packed.Span, run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialUnwritten(layout, hiddenGradients);
        return new RecurrentGradients(hiddenGradients.Span.ToArray(), gateGradients.Span.ToArray(), [], buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        GruReference.Forward(shape, weights with { RecurrentBias = null }, x, hidden0, resetAfter: false);

    public override float[] RecurrentKernelGradients(Workers workers, SequenceLayout layout, RecurrentPass pass, RecurrentGradients gradients)
    {
        int units = layout.Units, rows = layout.Steps * layout.Batch;
        float[] result = new float[3 * units * units];
        MatrixProduct.Run(workers, new MatrixView(Previous(layout, pass), units).Transposed, new MatrixView(gradients.Gates, 3 * units), units, 2 * units, rows,
            [], result, 3 * units);
        MatrixProduct.Run(workers, new MatrixView(pass.Kept, units).Transposed, new MatrixView(gradients.Gates.AsSpan(2 * units), 3 * units), units, units,
            rows, [], result.AsSpan(2 * units), 3 * units);
        return result;
    }
}
