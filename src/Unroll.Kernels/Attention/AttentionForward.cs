using Unroll.Kernels.Elementwise;
using Unroll.Kernels.MatMul;
using Unroll.Kernels.Random;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Softmax;

namespace Unroll.Kernels.Attention;

/// <summary>
/// Attention of many heads (Vaswani et al., 2017): a context is the mean of the values, weighted by the softmax of its query's scores. A worker takes one head
/// of one row of the batch from scores to contexts. A key that is masked has the weight 0 and adds nothing, to the bit; a query that sees no key has a
/// context of zeros.
/// </summary>
static unsafe class AttentionForward
{
    /// <summary>Floats of scratch memory: what is added to the scores of masked keys.</summary>
    public static int ScratchLength(AttentionShape shape) => shape.Batch * shape.RowStride;

    /// <param name="workers">Who shares heads and rows.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="options">How scores become weights.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="keyMask">[keys, batch]: 1 where a key counts; empty where all do.</param>
    /// <param name="weights">Out: [batch, heads, queries, row stride], zeros beyond the keys.</param>
    /// <param name="dropped">Out: the weights after dropout; empty where there is none.</param>
    /// <param name="context">Out: [queries, batch, heads · value size].</param>
    /// <param name="scratch">Memory where there is a mask of keys.</param>
    /// <param name="laneWidth">16, 8, 4 or 1 floats a lane; 0 for the widest.</param>
    public static void Run(Workers workers, AttentionShape shape, AttentionScoring options, AttentionInputs inputs, ReadOnlySpan<byte> keyMask,
        Span<float> weights, Span<float> dropped, Span<float> context, Span<float> scratch, int laneWidth = 0)
    {
        inputs.Check(shape);
        Lengths.Check(keyMask, keyMask.IsEmpty ? 0 : (long)shape.Keys * shape.Batch);
        Lengths.Check(weights, shape.ScoreLength);
        Lengths.Check(dropped, options.Dropout > 0 ? shape.ScoreLength : 0);
        Lengths.Check(context, shape.ContextLength);
        Lengths.Check(scratch, keyMask.IsEmpty ? 0 : ScratchLength(shape));
        if (shape.Keys == 0)
            context[..shape.ContextLength].Clear();
        fixed (float* q = inputs.Queries, k = inputs.Keys, v = inputs.Values, bias = inputs.Bias, additive = inputs.Additive)
        fixed (float* weightsAt = weights, droppedAt = dropped, contextAt = context, addends = scratch)
        fixed (byte* mask = keyMask)
        {
            var job = new Job
            {
                Shape = shape, Options = options, Workers = workers, Q = q, K = k, V = v, Bias = bias, Additive = additive, Weights = weightsAt,
                Dropped = options.Dropout > 0 ? droppedAt : weightsAt, Context = contextAt, Addends = mask == null ? null : addends,
            };
            if (mask != null)
                FillAddends(shape, mask, addends);
            LaneJob.Run(workers, job, shape.Parts, laneWidth);
        }
    }

    /// <summary>0 for a key that counts, −∞ for one that is masked: [batch, row stride].</summary>
    static void FillAddends(AttentionShape shape, byte* mask, float* addends)
    {
        for (int key = 0; key < shape.Keys; key++)
            for (int row = 0; row < shape.Batch; row++)
                addends[((nint)row * shape.RowStride) + key] = mask[((nint)key * shape.Batch) + row] != 0 ? 0 : float.NegativeInfinity;
    }

    struct Job : ILaneJob
    {
        public AttentionShape Shape;
        public AttentionScoring Options;
        public Workers Workers;
        public float* Q, K, V, Bias, Additive, Weights, Dropped, Context, Addends;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            int row = part / Shape.Heads, head = part % Shape.Heads, stride = Shape.RowStride;
            float* q = Q + ((nint)part * Shape.KeySize), k = K + ((nint)part * Shape.KeySize), v = V + ((nint)part * Shape.ValueSize);
            float* scratch = Workers.Scratch(worker), weights = Weights + ((nint)part * Shape.HeadLength), dropped = Dropped + (weights - Weights);
            nint keyRow = Shape.KeyRow, valueRow = Shape.ValueRow;
            if (Additive != null)
                AdditiveScores.Forward<TLane>(Shape, q, k, Additive, weights);
            else
                SmallProduct<TLane>.Run(new(q, keyRow, 1), Shape.Queries, new(k, 1, keyRow), Shape.KeySize, Shape.Keys, weights, stride, false,
                    scratch, stride);

            float* addends = Addends == null ? null : Addends + ((nint)row * stride);
            int first = FirstKey(addends);
            for (int query = 0; query < Shape.Queries; query++)
            {
                float* bias = Bias == null ? null : Bias + ((((nint)head * Shape.Queries) + query) * Shape.Keys);
                Weigh<TLane>(weights + ((nint)query * stride), query, first, bias, addends);
            }

            if (Options.Dropout > 0)
                new DropoutMask(Options.DropoutKey, Options.Dropout).Apply<TLane>(part * Shape.HeadLength, weights, dropped, Shape.HeadLength, false);
            SmallProduct<TLane>.Run(new(dropped, stride, 1), Shape.Queries, new(v, valueRow, 1), Shape.Keys, Shape.ValueSize,
                Context + ((nint)part * Shape.ValueSize), valueRow, false, scratch);
        }

        /// <summary>The first key that is not masked; the number of keys if all are.</summary>
        readonly int FirstKey(float* addends)
        {
            int key = 0;
            while (addends != null && key < Shape.Keys && addends[key] != 0)
                key++;
            return key;
        }

        /// <summary>A row of dot products becomes one of weights.</summary>
        readonly void Weigh<TLane>(float* scores, int query, int firstKey, float* bias, float* addends) where TLane : struct, ILane<TLane>
        {
            int reach = Options.IsCausal ? Math.Min(Shape.Keys, Options.First + query + 1) : Shape.Keys;
            if (firstKey < reach)
            {
                if (bias != null)
                    ElementLoop.Apply<TLane, MultiplyAddFunction>(new(Options.Scale), scores, bias, scores, reach);
                else if (Options.Scale != 1)
                    ElementLoop.Apply<TLane, ScaleFunction>(new(Options.Scale), scores, scores, scores, reach);
                if (addends != null)
                    ElementLoop.Apply<TLane, AddFunction>(default, scores, addends, scores, reach);
                SoftmaxRow.Forward<TLane>(scores, scores, reach);
                ElementLoop.Apply<TLane, FlushFunction>(default, scores, scores, scores, reach);
            }

            int zeros = firstKey < reach ? reach : 0;
            new Span<float>(scores + zeros, Shape.RowStride - zeros).Clear();
        }
    }
}
