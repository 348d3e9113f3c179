using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class GruResetBeforeSubject : RecurrentSubject
{
    public override int Gates => 3;

    public override bool HasZoneout => false;

    public override int KeptBlocks => 4;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer x = buffers.Input(data.X), kernel = Pack(buffers, run, data.Kernel, 3 * units, GruResetBeforeForward.KernelPanels(data.Features, units));
        GuardedBuffer bias = buffers.Input(data.Bias);
        GuardedBuffer updateReset = Pack(buffers, run, data.RecurrentKernel, 3 * units, GruResetBeforeForward.UpdateResetPanels(units));
        GuardedBuffer candidate = Pack(buffers, run, data.RecurrentKernel.AsSpan(2 * units), 3 * units, GruResetBeforeForward.CandidatePanels(units));
        GuardedBuffer gates = Kept(buffers, data), hidden = States(buffers, layout, data.Hidden0);
        GuardedBuffer dropped = Dropped(buffers, data);
        GruResetBeforeForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, new(x.Span, data.Features, kernel.Span, bias.Span),
            updateReset.Span, candidate.Span, gates.Span, hidden.Span, new(data.Mask, data.Dropout, dropped.Span), run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), [], buffers.Count);
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly, bool wantsInitial = false)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(pass.Kept), hidden = buffers.Input(pass.Hidden);
        GuardedBuffer recurrent = Pack(buffers, run, data.RecurrentKernel, 3 * units, GruResetBeforeBackward.Panels(units), transposed: true);
        GuardedBuffer hiddenGradients = OutputGradients(buffers, data, lastOnly);
        GruResetBeforeBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, hidden.Span, recurrent.Span,
            new(hiddenGradients.Span, lastOnly, wantsInitial), new(data.Mask, data.Dropout, []), run.LaneWidth);
        buffers.AssertIntact();
        return new RecurrentGradients(gates.Span.ToArray(), InitialGradient(layout, hiddenGradients, wantsInitial), [], buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        GruReference.Forward(shape, weights with { RecurrentBias = null }, x, hidden0, resetAfter: false);
}
