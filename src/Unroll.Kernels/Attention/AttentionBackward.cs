using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Normalization;
using Unroll.Kernels.Random;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Softmax;

namespace Unroll.Kernels.Attention;

/// <summary>
/// The gradients of an attention. With weights p and the gradient dp = dc·vᵀ of a row: dv = pᵀ·dc; ds = p·(dp − Σ p·dp), which is also the gradient of a bias,
/// summed over the rows of the batch; dq = scale·ds·k and dk = scale·dsᵀ·q. A worker takes one head of one row of the batch.
/// </summary>
static unsafe class AttentionBackward
{
    /// <summary>Floats of scratch memory: the gradients of a head's scores for each worker, and those of w for each row of the batch.</summary>
    public static int ScratchLength(AttentionShape shape, int workers, bool isAdditive) =>
        checked((workers * shape.HeadLength) + (isAdditive ? shape.Batch * shape.KeySize : 0));

    /// <summary>The gradients of values, queries and keys are written in this order, part by part: they may be of one tensor.</summary>
    /// <param name="workers">Who shares heads and rows.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="options">As in the forward pass.</param>
    /// <param name="inputs">As in the forward pass.</param>
    /// <param name="weights">Of the forward pass; where the gradient of a bias is wanted, the gradients of the scores take their place.</param>
    /// <param name="dropped">The weights after dropout; empty where there is none.</param>
    /// <param name="dContext">[queries, batch, heads · value size].</param>
    /// <param name="gradients">Where the gradients go.</param>
    /// <param name="scratch">Memory.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, AttentionShape shape, AttentionScoring options, AttentionInputs inputs, Span<float> weights,
        ReadOnlySpan<float> dropped, ReadOnlySpan<float> dContext, AttentionGradients gradients, Span<float> scratch, int laneWidth = 0)
    {
        inputs.Check(shape);
        gradients.Check(shape);
        bool isAdditive = !inputs.Additive.IsEmpty;
        Lengths.Check(weights, shape.ScoreLength);
        Lengths.Check(dropped, options.Dropout > 0 ? shape.ScoreLength : 0);
        Lengths.Check(dContext, shape.ContextLength);
        Lengths.Check(scratch, ScratchLength(shape, workers.Count, isAdditive));
        fixed (float* q = inputs.Queries, k = inputs.Keys, v = inputs.Values, additive = inputs.Additive, dContextAt = dContext)
        fixed (float* dq = gradients.Queries.Values, dk = gradients.Keys.Values, dv = gradients.Values.Values, dBias = gradients.Bias.Values)
        fixed (float* weightsAt = weights, droppedAt = dropped, scratchAt = scratch)
        {
            var job = new Job
            {
                Shape = shape, Options = options, Workers = workers, Q = q, K = k, V = v, Additive = additive, Weights = weightsAt,
                Dropped = options.Dropout > 0 ? droppedAt : weightsAt, DContext = dContextAt, Dq = dq, Dk = dk, Dv = dv, AddsQ = gradients.Queries.Accumulate,
                AddsK = gradients.Keys.Accumulate, AddsV = gradients.Values.Accumulate, KeepsScores = dBias != null, DScores = scratchAt,
                DAdditive = isAdditive ? scratchAt + ((nint)workers.Count * shape.HeadLength) : null,
                NeedsScores = dq != null || dk != null || dBias != null || !gradients.Additive.Values.IsEmpty,
            };
            LaneJob.Run(workers, job, shape.Parts, laneWidth);
            if (dBias != null)
                BiasGradient.Run(workers, shape, weightsAt, dBias, gradients.Bias.Accumulate, laneWidth);
            Combine(job.DAdditive, shape, gradients.Additive);
        }
    }

    /// <summary>The gradient of w from those of the rows of the batch, in their order.</summary>
    static void Combine(float* partial, AttentionShape shape, GradientTarget sums)
    {
        for (int i = 0; i < sums.Values.Length; i++)
        {
            float sum = sums.Accumulate ? sums.Values[i] : 0;
            for (int row = 0; row < shape.Batch; row++)
                sum += partial[((nint)row * shape.KeySize) + i];
            sums.Values[i] = sum;
        }
    }

    struct Job : ILaneJob
    {
        public AttentionShape Shape;
        public AttentionScoring Options;
        public Workers Workers;
        public float* Q, K, V, Additive, Weights, Dropped, DContext, Dq, Dk, Dv, DScores, DAdditive;
        public bool AddsQ, AddsK, AddsV, KeepsScores, NeedsScores;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            nint keys = (nint)part * Shape.KeySize, values = (nint)part * Shape.ValueSize, scores = (nint)part * Shape.HeadLength, stride = Shape.RowStride;
            nint keyRow = Shape.KeyRow, valueRow = Shape.ValueRow;
            float* scratch = Workers.Scratch(worker), dScores = DScores + ((nint)worker * Shape.HeadLength), dContext = DContext + values;
            if (Dv != null)
                SmallProduct<TLane>.Run(new(Dropped + scores, 1, stride), Shape.Keys, new(dContext, valueRow, 1), Shape.Queries, Shape.ValueSize, Dv + values,
                    valueRow, AddsV, scratch);
            if (!NeedsScores)
                return;

            SmallProduct<TLane>.Run(new(dContext, valueRow, 1), Shape.Queries, new(V + values, 1, valueRow), Shape.ValueSize, Shape.Keys, dScores, stride,
                false, scratch, (int)stride);
            if (Options.Dropout > 0)
                new DropoutMask(Options.DropoutKey, Options.Dropout).Apply<TLane>((int)scores, dScores, dScores, Shape.HeadLength, false);
            for (int query = 0; query < Shape.Queries; query++)
                Unweigh<TLane>(Weights + scores + (query * stride), dScores + (query * stride));
            if (Additive != null)
            {
                AdditiveScores.Backward<TLane>(Shape, Q + keys, K + keys, Additive, dScores, Dq == null ? null : Dq + keys, AddsQ,
                    Dk == null ? null : Dk + keys, AddsK, DAdditive + keys);
                return;
            }

            if (Dq != null)
                SmallProduct<TLane>.Run(new(dScores, stride, 1), Shape.Queries, new(K + keys, keyRow, 1), Shape.Keys, Shape.KeySize, Dq + keys, keyRow, AddsQ,
                    scratch);
            if (Dk != null)
                SmallProduct<TLane>.Run(new(dScores, 1, stride), Shape.Keys, new(Q + keys, keyRow, 1), Shape.Queries, Shape.KeySize, Dk + keys, keyRow, AddsK,
                    scratch);
        }

        /// <summary>The gradients of a row of weights become those of its scores, and, scaled, of its dot products.</summary>
        readonly void Unweigh<TLane>(float* weights, float* d) where TLane : struct, ILane<TLane>
        {
            SoftmaxRow.Backward<TLane>(weights, d, d, Shape.Keys, accumulate: false);
            if (KeepsScores)
                new ReadOnlySpan<float>(d, Shape.Keys).CopyTo(new Span<float>(weights, Shape.Keys));
            if (Options.Scale != 1)
                ElementLoop.Apply<TLane, ScaleFunction>(new(Options.Scale), d, d, d, Shape.Keys);
        }
    }
}
