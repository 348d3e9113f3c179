using System.Runtime.CompilerServices;
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

    /// <summary>y = x · mask / (1 − rate), or added to y; with dy for x it is its own gradient. Unscaled, it is x · mask.</summary>
    public static void Run(Workers workers, ulong key, float rate, ReadOnlySpan<float> x, Span<float> y, bool accumulate = false, int laneWidth = 0,
        bool scales = true)
    {
        Lengths.Check(x, y.Length);
        fixed (float* xAt = x, yAt = y)
        {
            // Kept when a 32-bit word reaches the threshold: rate · 2³², exact for every float rate. At rate 1 no word does.
            var job = new Job
            {
                X = xAt, Y = yAt, Parts = new(y.Length, PartLength), Key = key, Accumulate = accumulate, KeepsNone = rate >= 1,
                Threshold = rate >= 1 ? uint.MaxValue : (uint)(rate * 4294967296.0), Scale = rate >= 1 ? 0 : scales ? 1 / (1 - rate) : 1,
            };
            LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
        }
    }

    struct Job : ILaneJob
    {
        public float* X, Y;
        public Parts Parts;
        public ulong Key;
        public uint Threshold;
        public float Scale;
        public bool KeepsNone, Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Parts.Range(part);
            if (!KeepsNone)
                Draw<TLane>(first, end);
            else if (!Accumulate)
                new Span<float>(Y + first, end - first).Clear();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Draw<TLane>(int first, int end) where TLane : struct, ILane<TLane>
        {
            uint* words = stackalloc uint[ChunkLength];
            for (; first < end; first += ChunkLength)
            {
                int count = Math.Min(ChunkLength, end - first), i = 0;
                PhiloxWords.Fill(Key, (uint)first / 4, words, Rounding.CeilDiv(count, 4));
                for (; i + TLane.Width <= count; i += TLane.Width)
                    One<TLane>(words + i, X + first + i, Y + first + i);
                for (; i < count; i++)
                    One<LaneScalar>(words + i, X + first + i, Y + first + i);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TLane>(uint* words, float* x, float* y) where TLane : struct, ILane<TLane>
        {
            TLane value = TLane.Select(TLane.WordsAtLeast(words, Threshold), TLane.Load(x) * TLane.Create(Scale), TLane.Zero);
            TLane.Store(Accumulate ? TLane.Load(y) + value : value, y);
        }
    }
}
