using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class LstmSubject : RecurrentSubject
{
    public override int Gates => 4;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(data.Projected), kernel = buffers.Input(data.RecurrentKernel);
        GuardedBuffer hidden = States(buffers, layout, data.Hidden0), cells = States(buffers, layout, data.Cell0);
        GuardedBuffer packed = buffers.Out(LstmForward.PackedLength(layout.Units));
        LstmForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, kernel.Span, hidden.Span, cells.Span, packed.Span,
            run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        AssertInitialKept(layout, cells, data.Cell0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), cells.Span.ToArray(), [], buffers.Count);
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.Input(pass.Gates), cells = buffers.Input(pass.Cells), kernel = buffers.Input(data.RecurrentKernel);
        GuardedBuffer hidden = OutputGradients(buffers, data, lastOnly), cellGradients = buffers.Out(data.Cell0.Length);
        GuardedBuffer gateGradients = buffers.Out(pass.Gates.Length), packed = buffers.Out(LstmBackward.PackedLength(layout.Units));
        LstmBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, lastOnly, gates.Span, cells.Span, kernel.Span, hidden.Span,
            cellGradients.Span, gateGradients.Span, packed.Span, run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialUnwritten(layout, hidden);
        return new RecurrentGradients(hidden.Span.ToArray(), gateGradients.Span.ToArray(), [], buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        LstmReference.Forward(shape, weights, x, hidden0, cell0);
}
