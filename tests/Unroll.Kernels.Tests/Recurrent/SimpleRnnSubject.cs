using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class SimpleRnnSubject : RecurrentSubject
{
    public override int Gates => 1;

    public override bool HasRecurrentActivation => false;

    public override bool LeavesHiddenGradients => false;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer kernel = buffers.Input(data.RecurrentKernel), hidden = States(buffers, layout, data.Hidden0, data.Projected);
        GuardedBuffer packed = buffers.Out(SimpleRnnForward.PackedLength(layout.Units));
        SimpleRnnForward.Run(run.Workers, layout, data.Activation, kernel.Span, hidden.Span, packed.Span, run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        float[] outputs = hidden.Span.Slice(layout.FirstOutput * data.Hidden0.Length, data.Projected.Length).ToArray();
        return new RecurrentPass(hidden.Span.ToArray(), outputs, [], [], buffers.Count);
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly)
    {
        SequenceLayout layout = data.Layout;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer hidden = buffers.Input(pass.Hidden), kernel = buffers.Input(data.RecurrentKernel), gradients = OutputGradients(buffers, data, lastOnly);
        GuardedBuffer packed = buffers.Out(SimpleRnnForward.PackedLength(layout.Units));
        SimpleRnnBackward.Run(run.Workers, layout, data.Activation, lastOnly, hidden.Span, kernel.Span, gradients.Span, packed.Span, run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialUnwritten(layout, gradients);
        float[] outputs = gradients.Span.Slice(layout.FirstOutput * data.Hidden0.Length, data.Projected.Length).ToArray();
        return new RecurrentGradients([], outputs, [], buffers.Count);
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        SimpleRnnReference.Forward(shape, weights, x, hidden0);
}
