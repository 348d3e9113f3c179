using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Attention;

/// <summary>The gradient of a bias of all rows of the batch: the sum of theirs, in ascending order. The workers share the rows of the bias.</summary>
static unsafe class BiasGradient
{
    const int PartLength = 8 * 1024;

    /// <param name="workers">Who shares the rows.</param>
    /// <param name="shape">The extents.</param>
    /// <param name="dScores">[batch, heads, queries, row stride].</param>
    /// <param name="dBias">[heads, queries, keys].</param>
    /// <param name="accumulate">Whether the sum is added to what is there.</param>
    /// <param name="laneWidth">As for the attention.</param>
    public static void Run(Workers workers, AttentionShape shape, float* dScores, float* dBias, bool accumulate, int laneWidth)
    {
        var job = new Job
        {
            Shape = shape, DScores = dScores, DBias = dBias, Accumulate = accumulate, Rows = Parts.OfRows(shape.Heads * shape.Queries, shape.Keys, PartLength),
        };
        LaneJob.Run(workers, job, job.Rows.Count, laneWidth);
    }

    struct Job : ILaneJob
    {
        public AttentionShape Shape;
        public float* DScores, DBias;
        public bool Accumulate;
        public Parts Rows;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Rows.Range(part);
            for (int row = first; row < end; row++)
            {
                float* into = DBias + ((nint)row * Shape.Keys), from = DScores + ((nint)row * Shape.RowStride);
                if (!Accumulate)
                    new Span<float>(into, Shape.Keys).Clear();
                for (int sample = 0; sample < Shape.Batch; sample++, from += (nint)Shape.Heads * Shape.HeadLength)
                    ElementLoop.Apply<TLane, AddFunction>(default, into, from, into, Shape.Keys);
            }
        }
    }
}
