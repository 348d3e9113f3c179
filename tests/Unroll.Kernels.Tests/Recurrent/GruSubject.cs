using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class GruSubject : RecurrentSubject
{
    public override int Gates => 3;

    public override int KeptBlocks => 4;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer x = buffers.Input(data.X), kernel = Pack(buffers, run, data.Kernel, 3 * units, GruForward.KernelPanels(data.Features, units));
        GuardedBuffer bias = buffers.Input([.. data.Bias, .. data.RecurrentBias]);
        GuardedBuffer recurrent = Pack(buffers, run, data.RecurrentKernel, 3 * units, GruForward.RecurrentPanels(units));
        GuardedBuffer gates = Kept(buffers, data), hidden = States(buffers, layout, data.Hidden0);
        GuardedBuffer dropped = Dropped(buffers, data);
        GruForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, new(x.Span, data.Features, kernel.Span, bias.Span), recurrent.Span,
            gates.Span, hidden.Span, Masks(data, dropped.Span), run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), [], buffers.Count);
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly, bool wantsInitial = false)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(pass.Kept), hidden = buffers.Input(pass.Hidden);
        GuardedBuffer recurrent = Pack(buffers, run, data.RecurrentKernel, 3 * layout.Units, GruBackward.Panels(layout.Units), transposed: true);
        GuardedBuffer hiddenGradients = OutputGradients(buffers, data, lastOnly);
        GruBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, hidden.Span, recurrent.Span,
            new(hiddenGradients.Span, lastOnly, wantsInitial), Masks(data, []), run.LaneWidth);
        buffers.AssertIntact();
        return new RecurrentGradients(gates.Span.ToArray(), InitialGradient(layout, hiddenGradients, wantsInitial), [], buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        GruReference.Forward(shape, weights, x, hidden0, resetAfter: true);
}
