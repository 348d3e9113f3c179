using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class SimpleRnnSubject : RecurrentSubject
{
    public override int Gates => 1;

    public override bool HasRecurrentActivation => false;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units, block = layout.Batch * units;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer x = buffers.Input(data.X), kernel = Pack(buffers, run, data.Kernel, units, SimpleRnnForward.Panels(data.Features, units));
        GuardedBuffer bias = buffers.Input(data.Bias), recurrent = Pack(buffers, run, data.RecurrentKernel, units, SimpleRnnForward.Panels(units, units));
        GuardedBuffer hidden = States(buffers, layout, data.Hidden0), dropped = Dropped(buffers, data);
        SimpleRnnForward.Run(run.Workers, layout, data.Activation, new(x.Span, data.Features, kernel.Span, bias.Span), recurrent.Span, hidden.Span,
            Masks(data, dropped.Span), run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        float[] outputs = hidden.Span.Slice(layout.FirstOutput * block, layout.Steps * block).ToArray();
        return new RecurrentPass(hidden.Span.ToArray(), outputs, [], buffers.Count);
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly, bool wantsInitial = false)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units, block = layout.Batch * units;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer hidden = buffers.Input(pass.Hidden);
        GuardedBuffer recurrent = Pack(buffers, run, data.RecurrentKernel, units, SimpleRnnForward.Panels(units, units), transposed: true);
        GuardedBuffer gradients = OutputGradients(buffers, data, lastOnly);
        SimpleRnnBackward.Run(run.Workers, layout, data.Activation, hidden.Span, recurrent.Span, new(gradients.Span, lastOnly, wantsInitial),
            Masks(data, []), run.LaneWidth);
        buffers.AssertIntact();
        float[] outputs = gradients.Span.Slice(layout.FirstOutput * block, layout.Steps * block).ToArray();
        return new RecurrentGradients(outputs, InitialGradient(layout, gradients, wantsInitial), [], buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        SimpleRnnReference.Forward(shape, weights, x, hidden0);
}
