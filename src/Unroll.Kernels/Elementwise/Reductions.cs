using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>
/// Sums whose bits depend on the data alone: element i falls to partial sum i mod 16, blocks have a fixed length, and blocks are added in order.
/// </summary>
static unsafe class Reductions
{
    const int BlockLength = 1 << 16;
    const int MaximalBlocks = 1 << 12;

    /// <summary>Σ xᵢ.</summary>
    public static double Sum(Workers workers, ReadOnlySpan<float> x, int laneWidth = 0) => Sum(workers, default(ValueTerm), x, laneWidth);

    /// <summary>Σ xᵢ².</summary>
    public static double SumOfSquares(Workers workers, ReadOnlySpan<float> x, int laneWidth = 0) => Sum(workers, default(ProductTerm), x, laneWidth);

    /// <summary>Σ l1·|xᵢ| + l2·xᵢ².</summary>
    public static double Penalty(Workers workers, ReadOnlySpan<float> x, float l1, float l2, int laneWidth = 0) =>
        Sum(workers, new PenaltyTerm(l1, l2), x, laneWidth);

    static double Sum<TTerm>(Workers workers, TTerm term, ReadOnlySpan<float> x, int laneWidth) where TTerm : struct, ISumTerm
    {
        double* blocks = stackalloc double[MaximalBlocks];
        double total = 0;
        fixed (float* at = x)
        {
            for (long first = 0; first < x.Length; first += (long)BlockLength * MaximalBlocks)
            {
                int count = (int)Math.Min(x.Length - first, (long)BlockLength * MaximalBlocks);
                var job = new Job<TTerm> { Term = term, X = at + first, Parts = new(count, BlockLength), Blocks = blocks };
                LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
                for (int block = 0; block < job.Parts.Count; block++)
                    total += blocks[block];
            }
        }

        return total;
    }

    struct Job<TTerm> : ILaneJob where TTerm : struct, ISumTerm
    {
        public TTerm Term;
        public float* X;
        public Parts Parts;
        public double* Blocks;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Parts.Range(part);
            Blocks[part] = PartialSums.Sum<TLane, TTerm>(Term, X + first, X + first, end - first);
        }
    }
}
