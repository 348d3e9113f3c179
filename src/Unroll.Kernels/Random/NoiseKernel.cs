using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Random;

/// <summary>
/// Normal numbers by Box and Muller's transform, added to a tensor. Elements 32c … 32c + 31 take Philox blocks 8c … 8c + 7: the first 16 words give
/// radii, the last 16 angles, and each pair two numbers, cos and sin. So the noise is a function of the key alone.
/// </summary>
static unsafe class NoiseKernel
{
    const int PartLength = 8 * 1024;
    const int ChunkLength = 32;
    const int Pairs = ChunkLength / 2;

    /// <summary>y = x + deviation · z, z of the standard normal distribution, cut off at 5.8 by the 24 bits of a radius.</summary>
    public static void Run(Workers workers, ulong key, float deviation, ReadOnlySpan<float> x, Span<float> y)
    {
        Lengths.Check(x, y.Length);
        fixed (float* xAt = x, yAt = y)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512>(workers, key, deviation, xAt, yAt, y.Length);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256>(workers, key, deviation, xAt, yAt, y.Length);
            else
                Run<Lane128>(workers, key, deviation, xAt, yAt, y.Length);
        }
    }

    public static void Run<TLane>(Workers workers, ulong key, float deviation, float* x, float* y, int length) where TLane : struct, ILane<TLane>
    {
        var job = new Job<TLane> { X = x, Y = y, Length = length, Key = key, Deviation = deviation };
        workers.Run(ref job, (length + PartLength - 1) / PartLength);
    }

    /// <summary>Two normal numbers of each pair of words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Normal<TLane>(uint* words, float* z) where TLane : struct, ILane<TLane>
    {
        // u in (0, 1] and v in [−½, ½), multiples of 2⁻²⁴.
        TLane u = TLane.MultiplyAdd(TLane.UpperBits(words), TLane.Create(1f / (1 << 24)), TLane.Create(1f / (1 << 24)));
        TLane v = TLane.MultiplyAdd(TLane.UpperBits(words + Pairs), TLane.Create(1f / (1 << 24)), TLane.Create(-0.5f));
        TLane radius = TLane.Sqrt(TLane.Create(-2f) * LaneMath.Log(u));

        // With b = |v| − ¼: cos 2πv = −sin 2πb, and sin 2πv = ±cos 2πb with the sign of v. Polynomials for |b| ≤ ¼, errors 3e-8 and 2e-8.
        TLane b = TLane.Abs(v) - TLane.Create(0.25f), square = b * b;
        TLane sine = TLane.MultiplyAdd(square, TLane.Create(-14.3939667f), TLane.Create(42.0097809f));
        sine = TLane.MultiplyAdd(square, sine, TLane.Create(-76.704277f));
        sine = TLane.MultiplyAdd(square, sine, TLane.Create(81.6052246f));
        sine = TLane.MultiplyAdd(square, sine, TLane.Create(-41.3417015f));
        sine = TLane.MultiplyAdd(square, sine, TLane.Create(6.28318548f)) * b;
        TLane cosine = TLane.MultiplyAdd(square, TLane.Create(-24.9814339f), TLane.Create(60.1438904f));
        cosine = TLane.MultiplyAdd(square, cosine, TLane.Create(-85.4535675f));
        cosine = TLane.MultiplyAdd(square, cosine, TLane.Create(64.9393463f));
        cosine = TLane.MultiplyAdd(square, cosine, TLane.Create(-19.7392082f));
        cosine = TLane.MultiplyAdd(square, cosine, TLane.Create(1f));
        TLane.Store(-sine * radius, z);
        TLane.Store(TLane.CopySign(cosine, v) * radius, z + Pairs);
    }

    struct Job<TLane> : IJob where TLane : struct, ILane<TLane>
    {
        public float* X, Y;
        public int Length;
        public ulong Key;
        public float Deviation;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int part, int worker)
        {
            uint* words = stackalloc uint[ChunkLength];
            float* z = stackalloc float[ChunkLength];
            int end = Math.Min((part + 1) * PartLength, Length);
            for (int first = part * PartLength; first < end; first += ChunkLength)
            {
                PhiloxWords.Fill(Key, (uint)first / 4, words, ChunkLength / 4);
                for (int i = 0; i < Pairs; i += TLane.Width)
                    Normal<TLane>(words + i, z + i);
                int count = Math.Min(ChunkLength, end - first), at = 0;
                for (; at + TLane.Width <= count; at += TLane.Width)
                    One<TLane>(z + at, first + at);
                for (; at < count; at++)
                    One<LaneScalar>(z + at, first + at);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        readonly void One<TAny>(float* z, int at) where TAny : struct, ILane<TAny> =>
            TAny.Store(TAny.MultiplyAdd(TAny.Load(z), TAny.Create(Deviation), TAny.Load(X + at)), Y + at);
    }
}
