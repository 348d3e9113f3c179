using System.Runtime.CompilerServices;
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
    public static double Sum(Workers workers, ReadOnlySpan<float> x) => Run(workers, x, squares: false);

    /// <summary>Σ xᵢ².</summary>
    public static double SumOfSquares(Workers workers, ReadOnlySpan<float> x) => Run(workers, x, squares: true);

    /// <summary>The 16 partial sums as a tree: 8 + 8, 4 + 4, 2 + 2, 1 + 1.</summary>
    public static float Total(float* partial)
    {
        for (int half = 8; half > 0; half /= 2)
            for (int i = 0; i < half; i++)
                partial[i] += partial[i + half];
        return partial[0];
    }

    static double Run(Workers workers, ReadOnlySpan<float> x, bool squares)
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
                    Blocks<Lane512>(workers, at + first, count, squares, blocks, parts);
                else if (Vector256.IsHardwareAccelerated)
                    Blocks<Lane256>(workers, at + first, count, squares, blocks, parts);
                else
                    Blocks<Lane128>(workers, at + first, count, squares, blocks, parts);
                for (int block = 0; block < parts; block++)
                    total += blocks[block];
            }
        }

        return total;
    }

    static void Blocks<TLane>(Workers workers, float* x, int length, bool squares, double* blocks, int parts) where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane> { X = x, Length = length, Squares = squares, Blocks = blocks };
        workers.Run(ref job, parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Block<TLane>(float* x, int length, bool squares) where TLane : struct, ILane<TLane>
    {
        float* partial = stackalloc float[16];
        new Span<float>(partial, 16).Clear();
        int i = 0;
        for (; i + 16 <= length; i += 16)
        {
            for (int lane = 0; lane < 16; lane += TLane.Width)
            {
                TLane value = TLane.Load(x + i + lane), sum = TLane.Load(partial + lane);
                TLane.Store(squares ? TLane.MultiplyAdd(value, value, sum) : sum + value, partial + lane);
            }
        }

        for (int lane = 0; i < length; i++, lane++)
        {
            LaneScalar value = LaneScalar.Load(x + i), sum = LaneScalar.Load(partial + lane);
            LaneScalar.Store(squares ? LaneScalar.MultiplyAdd(value, value, sum) : sum + value, partial + lane);
        }

        return Total(partial);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X;
        public int Length;
        public bool Squares;
        public double* Blocks;

        public readonly void Execute(int part, int worker)
        {
            int first = part * BlockLength;
            Blocks[part] = Block<TLane>(X + first, Math.Min(BlockLength, Length - first), Squares);
        }
    }
}
