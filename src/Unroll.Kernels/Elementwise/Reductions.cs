using System.Runtime.Intrinsics;
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
    public static double Sum(Workers workers, ReadOnlySpan<float> x) => Sum(workers, default(ValueTerm), x);

    /// <summary>Σ xᵢ².</summary>
    public static double SumOfSquares(Workers workers, ReadOnlySpan<float> x) => Sum(workers, default(ProductTerm), x);

    /// <summary>Σ l1·|xᵢ| + l2·xᵢ².</summary>
    public static double Penalty(Workers workers, ReadOnlySpan<float> x, float l1, float l2) => Sum(workers, new PenaltyTerm(l1, l2), x);

    static double Sum<TTerm>(Workers workers, TTerm term, ReadOnlySpan<float> x) where TTerm : struct, ISumTerm
    {
        double* blocks = stackalloc double[MaximalBlocks];
        double total = 0;
        fixed (float* at = x)
        {
            for (long first = 0; first < x.Length; first += (long)BlockLength * MaximalBlocks)
            {
                int count = (int)Math.Min(x.Length - first, (long)BlockLength * MaximalBlocks);
                int parts = (count + BlockLength - 1) / BlockLength;
                if (Vector512.IsHardwareAccelerated)
                    Blocks<Lane512, TTerm>(workers, term, at + first, count, blocks, parts);
                else if (Vector256.IsHardwareAccelerated)
                    Blocks<Lane256, TTerm>(workers, term, at + first, count, blocks, parts);
                else
                    Blocks<Lane128, TTerm>(workers, term, at + first, count, blocks, parts);
                for (int block = 0; block < parts; block++)
                    total += blocks[block];
            }
        }

        return total;
    }

    static void Blocks<TLane, TTerm>(Workers workers, TTerm term, float* x, int length, double* blocks, int parts)
        where TLane : struct, ILane<TLane>
        where TTerm : struct, ISumTerm
    {
        var job = new Job<TLane, TTerm> { Term = term, X = x, Length = length, Blocks = blocks };
        workers.Run(ref job, parts);
    }

    struct Job<TLane, TTerm> : IJob
        where TLane : struct, ILane<TLane>
        where TTerm : struct, ISumTerm
    {
        public TTerm Term;
        public float* X;
        public int Length;
        public double* Blocks;

        public readonly void Execute(int part, int worker)
        {
            int first = part * BlockLength;
            Blocks[part] = PartialSums.Sum<TLane, TTerm>(Term, X + first, X + first, Math.Min(BlockLength, Length - first));
        }
    }
}
