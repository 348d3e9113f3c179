using Unroll.Kernels.Recurrent;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Recurrent;

/// <summary>The bias beside h·U, which this cell has none of, serves as β of c'.</summary>
sealed class LayerNormalizedLstmSubject : RecurrentSubject
{
    public override int Gates => 4;

    public override double Leeway => 6;

    public override RecurrentPass Forward(RecurrentRun run, RecurrentData data)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units, columns = 4 * units;
        var projection = new NormalizedProjection(run, data, columns);
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer input = buffers.Input(projection.Values), recurrent = Pack(buffers, run, data.RecurrentKernel, columns,
            LayerNormalizedLstmForward.Panels(units));
        GuardedBuffer gamma = buffers.Input(NormalizedProjection.RecurrentGamma(columns, data.Gain));
        GuardedBuffer cellGamma = buffers.Input(NormalizedProjection.CellGamma(units)), cellBeta = buffers.Input(data.RecurrentBias.AsSpan(0, units));
        GuardedBuffer gates = Kept(buffers, data), products = Kept(buffers, data), moments = Kept(buffers, data, LayerNormalizedLstmForward.Moments);
        GuardedBuffer hidden = States(buffers, layout, data.Hidden0), cells = States(buffers, layout, data.Cell0), dropped = Dropped(buffers, data);
        float[] newCells = new float[data.CellShares.Length == 0 ? 0 : layout.StateLength];
        LayerNormalizedLstmForward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, new(input.Span), recurrent.Span, gamma.Span,
            cellGamma.Span, cellBeta.Span, NormalizedProjection.Epsilon, gates.Span, products.Span, moments.Span, hidden.Span, cells.Span,
            Masks(data, dropped.Span, newCells), run.LaneWidth);
        buffers.AssertIntact();
        AssertInitialKept(layout, hidden, data.Hidden0);
        AssertInitialKept(layout, cells, data.Cell0);
        return new RecurrentPass(hidden.Span.ToArray(), gates.Span.ToArray(), cells.Span.ToArray(), buffers.Count)
        {
            Others = [.. products.Span, .. moments.Span], NewCells = newCells,
        };
    }

    public override RecurrentGradients Backward(RecurrentRun run, RecurrentData data, RecurrentPass pass, bool lastOnly, bool wantsInitial = false)
    {
        SequenceLayout layout = data.Layout;
        int units = layout.Units, columns = 4 * units, kept = pass.Kept.Length;
        var buffers = new GuardedBuffers(run.Offset, run.Shortened);
        GuardedBuffer gates = buffers.InOut(pass.Kept), products = buffers.InOut(pass.Others.AsSpan(0, kept)), moments =
            buffers.Input(pass.Others.AsSpan(kept));
        GuardedBuffer cells = buffers.Input(pass.Cells);
        GuardedBuffer recurrent = Pack(buffers, run, data.RecurrentKernel, columns, LayerNormalizedLstmBackward.Panels(units), transposed: true);
        GuardedBuffer gamma = buffers.Input(NormalizedProjection.RecurrentGamma(columns, data.Gain));
        GuardedBuffer cellGamma = buffers.Input(NormalizedProjection.CellGamma(units)), cellBeta = buffers.Input(data.RecurrentBias.AsSpan(0, units));
        GuardedBuffer sums = buffers.Out(layout.Batch * LayerNormalizedLstmBackward.SumsStride(units));
        GuardedBuffer hidden = OutputGradients(buffers, data, lastOnly), cell = buffers.InOut(new float[data.Cell0.Length]);
        LayerNormalizedLstmBackward.Run(run.Workers, layout, data.Activation, data.RecurrentActivation, gates.Span, products.Span, moments.Span, cells.Span,
            recurrent.Span, gamma.Span, cellGamma.Span, cellBeta.Span, sums.Span, new(hidden.Span, lastOnly, wantsInitial), cell.Span,
            Masks(data, [], pass.NewCells, new float[data.Cell0.Length]), run.LaneWidth);
        buffers.AssertIntact();
        float[] inputs = new NormalizedProjection(run, data, columns).Backward(gates.Span);
        return new RecurrentGradients(inputs, InitialGradient(layout, hidden, wantsInitial), cell.Span.ToArray(), buffers.Count)
        {
            Others = [.. products.Span, .. sums.Span],
        };
    }

    public override RecurrentStates Reference(RecurrentShape shape, RecurrentWeights weights, double[] x, double[] hidden0, double[] cell0) =>
        LayerNormalizedLstmReference.Forward(shape, weights, x, hidden0, cell0);
}
