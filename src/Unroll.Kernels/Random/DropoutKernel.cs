using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Random;

/// <summary>
/// Inverted dropout: an element is kept with probability 1 − rate and scaled by 1 / (1 − rate). Element i takes word i mod 4 of Philox block ⌊i / 4⌋,
/// so the mask is a function of the key alone and backward draws it again instead of keeping it.
/// </summary>
static unsafe class DropoutKernel
{
    const int PartLength = 16 * 1024;
    const int ChunkLength = 512;

    /// <summary>y = x · mask / (1 − rate), or added to y; with dy for x it is its own gradient.</summary>
    public static void Run(Workers workers, ulong key, float rate, ReadOnlySpan<float> x, Span<float> y, bool accumulate = false)
    {
        Lengths.Check(x, y.Length);
        fixed (float* xAt = x, yAt = y)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512>(workers, key, rate, xAt, yAt, y.Length, accumulate);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256>(workers, key, rate, xAt, yAt, y.Length, accumulate);
            else
                Run<Lane128>(workers, key, rate, xAt, yAt, y.Length, accumulate);
        }
    }

    public static void Run<TLane>(Workers workers, ulong key, float rate, float* x, float* y, int length, bool accumulate) where TLane : struct, ILane<TLane>
    {
        // Kept when a 32-bit word reaches the threshold: rate · 2³², exact for every float rate. At rate 1 no word does.
        var job = new Job<TLane>
        {
            X = x, Y = y, Length = length, Key = key, KeepsNone = rate >= 1, Threshold = rate >= 1 ? uint.MaxValue : (uint)(rate * 4294967296.0),
            Scale = rate >= 1 ? 0 : 1 / (1 - rate), Accumulate = accumulate,
        };
        workers.Run(ref job, (length + PartLength - 1) / PartLength);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, Y;
        public int Length;
        public ulong Key;
        public uint Threshold;
        public float Scale;
        public bool KeepsNone, Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int first = part * PartLength, end = Math.Min(first + PartLength, Length);
            if (!KeepsNone)
                Draw(first, end);
            else if (!Accumulate)
                new Span<float>(Y + first, end - first).Clear();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Draw(int first, int end)
        {
            uint* words = stackalloc uint[ChunkLength];
            for (; first < end; first += ChunkLength)
            {
                int count = Math.Min(ChunkLength, end - first), i = 0;
                PhiloxWords.Fill(Key, (uint)first / 4, words, (count + 3) / 4);
                for (; i + TLane.Width <= count; i += TLane.Width)
                    One<TLane>(words + i, X + first + i, Y + first + i);
                for (; i < count; i++)
                    One<LaneScalar>(words + i, X + first + i, Y + first + i);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TAny>(uint* words, float* x, float* y) where TAny : struct, ILane<TAny>
        {
            TAny value = TAny.Select(TAny.WordsAtLeast(words, Threshold), TAny.Load(x) * TAny.Create(Scale), TAny.Zero);
            TAny.Store(Accumulate ? TAny.Load(y) + value : value, y);
        }
    }
}
