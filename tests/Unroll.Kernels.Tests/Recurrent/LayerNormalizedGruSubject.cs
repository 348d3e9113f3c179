using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

sealed class LayerNormalizedGruSubject : RecurrentSubject
{
    public override int Gates => 3;

    public override double Leeway => 6;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units, columns = 3 * units;
        var projection = new NormalizedProjection(run, data, 2 * units, units);
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer input = buffers.Input(projection.Values), recurrent = Pack(buffers, run, data.RecurrentKernel, columns,
            LayerNormalizedGruForward.Panels(units));
        GuardedBuffer gamma = buffers.Input(NormalizedProjection.RecurrentGamma(columns, data.Gain)), bias = buffers.Input(data.RecurrentBias);
        GuardedBuffer gates = Kept(buffers, data), products = Kept(buffers, data), moments = Kept(buffers, data, LayerNormalizedGruForward.Moments);
        GuardedBuffer hidden = States(buffers, layout, data.Hidden0), dropped = Dropped(buffers, data);
        LayerNormalizedGruForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, new(input.Span), recurrent.Span, gamma.Span, bias.Span,
            NormalizedProjection.Epsilon, gates.Span, products.Span, moments.Span, hidden.Span, Masks(data, dropped.Span), run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), [], buffers.Count) { Others = [.. products.Span, .. moments.Span] };
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly, bool wantsInitial = false)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units, columns = 3 * units, kept = pass.Kept.Length;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(pass.Kept), products = buffers.InOut(pass.Others.AsSpan(0, kept)), moments =
            buffers.Input(pass.Others.AsSpan(kept));
        GuardedBuffer hidden = buffers.Input(pass.Hidden);
        GuardedBuffer recurrent = Pack(buffers, run, data.RecurrentKernel, columns, LayerNormalizedGruBackward.Panels(units), transposed: true);
        GuardedBuffer gamma = buffers.Input(NormalizedProjection.RecurrentGamma(columns, data.Gain)), bias = buffers.Input(data.RecurrentBias);
        GuardedBuffer sums = buffers.Out(layout.Batch * LayerNormalizedGruBackward.SumsStride(units)), gradients = OutputGradients(buffers, data, lastOnly);
        LayerNormalizedGruBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, products.Span, moments.Span, hidden.Span,
            recurrent.Span, gamma.Span, bias.Span, sums.Span, new(gradients.Span, lastOnly, wantsInitial), Masks(data, []), run.LaneWidth);
        buffers.AssertIntact();
        float[] inputs = new NormalizedProjection(run, data, 2 * units, units).Backward(gates.Span);
        return new RecurrentGradients(inputs, InitialGradient(layout, gradients, wantsInitial), [], buffers.Count)
        {
            Others = [.. products.Span, .. sums.Span],
        };
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        LayerNormalizedGruReference.Forward(shape, weights, x, hidden0);
}
