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
        int units = layout.Units;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer x = buffers.Input(data.X), kernel = Pack(buffers, run, data.Kernel, 4 * units, LstmForward.Panels(data.Features, units));
        GuardedBuffer bias = buffers.Input(data.Bias), recurrent = Pack(buffers, run, data.RecurrentKernel, 4 * units, LstmForward.Panels(units, units));
        GuardedBuffer gates = Kept(buffers, data), hidden = States(buffers, layout, data.Hidden0);
        GuardedBuffer cells = States(buffers, layout, data.Cell0), dropped = Dropped(buffers, data);
        float[] newCells = new float[data.CellShares.Length == 0 ? 0 : layout.StateLength];
        LstmForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, new(x.Span, data.Features, kernel.Span, bias.Span), recurrent.Span,
            gates.Span, hidden.Span, cells.Span, Masks(data, dropped.Span, newCells), run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        AssertInitialKept(layout, cells, data.Cell0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), cells.Span.ToArray(), buffers.Count) { NewCells = newCells };
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly, bool wantsInitial = false)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(pass.Kept), cells = buffers.Input(pass.Cells);
        GuardedBuffer recurrent = Pack(buffers, run, data.RecurrentKernel, 4 * units, LstmBackward.Panels(units), transposed: true);
        GuardedBuffer hidden = OutputGradients(buffers, data, lastOnly), cell = buffers.InOut(new float[data.Cell0.Length]);
        LstmBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, cells.Span, recurrent.Span,
            new(hidden.Span, lastOnly, wantsInitial), cell.Span, Masks(data, [], pass.NewCells, new float[data.Cell0.Length]), run.LaneWidth);
        buffers.AssertIntact();
        return new RecurrentGradients(gates.Span.ToArray(), InitialGradient(layout, hidden, wantsInitial), cell.Span.ToArray(), buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        LstmReference.Forward(shape, weights, x, hidden0, cell0);
}
