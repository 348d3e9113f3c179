using Unroll.Kernels.MatMul;
using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class GruSubject : RecurrentSubject
{
    public override int Gates => 3;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(data.Projected), kernel = buffers.Input(data.RecurrentKernel);
        GuardedBuffer bias = buffers.Input(data.RecurrentBias), hidden = States(buffers, layout, data.Hidden0);
        GuardedBuffer recurrent = buffers.Out(data.OutputGradients.Length), packed = buffers.Out(GruForward.PackedLength(layout.Units));
        GruForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, kernel.Span, bias.Span, hidden.Span, recurrent.Span,
            packed.Span, run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), [], recurrent.Span.ToArray(), buffers.Count);
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.Input(pass.Gates), recurrent = buffers.Input(pass.Kept), hidden = buffers.Input(pass.Hidden);
        GuardedBuffer kernel = buffers.Input(data.RecurrentKernel), hiddenGradients = OutputGradients(buffers, data, lastOnly);
        GuardedBuffer gateGradients = buffers.Out(pass.Gates.Length), recurrentGradients = buffers.Out(pass.Kept.Length);
        GuardedBuffer packed = buffers.Out(GruBackward.PackedLength(layout.Units));
        GruBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, lastOnly, gates.Span, recurrent.Span, hidden.Span, kernel.Span,
            hiddenGradients.Span, gateGradients.Span, recurrentGradients.Span, packed.Span, run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialUnwritten(layout, hiddenGradients);
        return new RecurrentGradients(hiddenGradients.Span.ToArray(), gateGradients.Span.ToArray(), recurrentGradients.Span.ToArray(), buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        GruReference.Forward(shape, weights, x, hidden0, resetAfter: true);

    public override float[] RecurrentKernelGradients(Workers workers, SequenceLayout layout, RecurrentPass pass, RecurrentGradients gradients)
    {
        int units = layout.Units, rows = layout.Steps * layout.Batch;
        float[] result = new float[3 * units * units];
        MatrixView previous = new MatrixView(Previous(layout, pass), units).Transposed;
        MatrixProduct.Run(workers, previous, new MatrixView(gradients.Gates, 3 * units), units, 2 * units, rows, [], result, 3 * units);
        MatrixProduct.Run(workers, previous, new MatrixView(gradients.Kept, units), units, units, rows, [], result.AsSpan(2 * units), 3 * units);
        return result;
    }
}
