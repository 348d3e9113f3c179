using Unroll.Kernels.Attention;
using Unroll.Kernels.Random;
using Unroll.Kernels.Tests.References;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Attention;

/// <summary>Random inputs of an attention, run by the kernels and by the reference.</summary>
sealed class AttentionCase
{
    readonly AttentionShape _shape;
    readonly AttentionScoring _scoring;
    readonly float[] _q, _k, _v, _dContext;
    float[] _weights = [], _dropped = [];

    public AttentionCase(AttentionShape shape, AttentionScoring scoring, bool hasBias = false, bool isAdditive = false, bool hasMask = false)
    {
        (_shape, _scoring) = (shape, scoring);
        _q = RandomData.Uniform(shape.QueryLength, 1);
        _k = RandomData.Uniform(shape.KeyLength, 2);
        _v = RandomData.Uniform(shape.ValueLength, 3);
        _dContext = RandomData.Uniform(shape.ContextLength, 4);
        Bias = hasBias ? RandomData.Uniform(shape.Heads * shape.Queries * shape.Keys, 5) : [];
        Additive = isAdditive ? RandomData.Uniform(shape.KeySize, 6) : [];
        Mask = hasMask ? [.. RandomData.Ids(shape.Keys * shape.Batch, 3, 7).Select(id => id == 0 ? (byte)0 : (byte)1)] : [];
    }

    public float[] Bias { get; }

    public float[] Additive { get; }

    public byte[] Mask { get; set; }

    public float[] Values => _v;

    public float[] Weights => _weights;

    public float[] Forward(int laneWidth, int workers)
    {
        GuardedBuffer q = new(_q, 1, isInput: true), k = new(_k, 3, isInput: true), v = new(_v, 5, isInput: true), context = new(_shape.ContextLength, 7);
        GuardedBuffer weights = new(_shape.ScoreLength, 2);
        _dropped = new float[_scoring.Dropout > 0 ? _shape.ScoreLength : 0];
        float[] scratch = new float[Mask.Length == 0 ? 0 : AttentionForward.ScratchLength(_shape)];
        AttentionForward.Run(SharedWorkers.Of(workers), _shape, _scoring, Inputs(q.Span, k.Span, v.Span), Mask, weights.Span, _dropped, context.Span, scratch,
            laneWidth);
        q.AssertIntact();
        k.AssertIntact();
        v.AssertIntact();
        weights.AssertIntact();
        context.AssertIntact();
        _weights = weights.Span.ToArray();
        return context.Span.ToArray();
    }

    /// <summary>dv, dq, dk, and those of the bias and of w, one after another; what is added to is 1.</summary>
    public float[] Backward(int laneWidth, int workers, bool add = false)
    {
        float start = add ? 1 : float.NaN;
        float[] Target(int length) => [.. Enumerable.Repeat(start, length)];
        GuardedBuffer dv = new(Target(_v.Length), 1), dq = new(Target(_q.Length), 3), dk = new(Target(_k.Length), 5);
        float[] dBias = Target(Bias.Length), dAdditive = Target(Additive.Length), weights = [.. _weights];
        float[] scratch = new float[AttentionBackward.ScratchLength(_shape, workers, Additive.Length > 0)];
        Array.Fill(scratch, float.NaN);
        AttentionBackward.Run(SharedWorkers.Of(workers), _shape, _scoring, Inputs(_q, _k, _v), weights, _dropped, _dContext, new AttentionGradients
        {
            Values = new(dv.Span, add), Queries = new(dq.Span, add), Keys = new(dk.Span, add), Bias = new(dBias, add), Additive = new(dAdditive, add),
        }, scratch, laneWidth);
        dv.AssertIntact();
        dq.AssertIntact();
        dk.AssertIntact();
        return [.. dv.Span, .. dq.Span, .. dk.Span, .. dBias, .. dAdditive];
    }

    public double[] ExpectedContext() => AttentionReference.Context(_shape, _scoring, Doubles());

    /// <summary>The gradients in the order of <see cref="Backward"/>; NaN where none was computed.</summary>
    public double[] ExpectedGradients(int most)
    {
        AttentionReference.Data data = Doubles();
        double Loss() => AttentionReference.Context(_shape, _scoring, data).Zip(_dContext, (y, g) => y * g).Sum();
        double[] Gradient(double[]? x) => x is null ? [] : CentralDifferences.Gradient(x, Loss, most);
        return [.. Gradient(data.Values), .. Gradient(data.Queries), .. Gradient(data.Keys), .. Gradient(data.Bias), .. Gradient(data.Additive)];
    }

    AttentionReference.Data Doubles()
    {
        float[] mask = new float[_shape.ScoreLength];
        Array.Fill(mask, 1);
        DropoutKernel.Run(SharedWorkers.Of(1), _scoring.DropoutKey, _scoring.Dropout, mask, mask);
        return new(RandomData.Double(_q), RandomData.Double(_k), RandomData.Double(_v), Bias.Length == 0 ? null : RandomData.Double(Bias),
            Additive.Length == 0 ? null : RandomData.Double(Additive), Mask.Length == 0 ? null : Mask, _scoring.Dropout > 0 ? RandomData.Double(mask) : null);
    }

    AttentionInputs Inputs(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v) =>
        new() { Queries = q, Keys = k, Values = v, Bias = Bias, Additive = Additive };
}
