using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
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
    public static void Run(Workers workers, ulong key, float deviation, ReadOnlySpan<float> x, Span<float> y, int laneWidth = 0)
    {
        Lengths.Check(x, y.Length);
        fixed (float* xAt = x, yAt = y)
        {
            var job = new Job { X = xAt, Y = yAt, Parts = new(y.Length, PartLength), Key = key, Deviation = deviation };
            LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
        }
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

    struct Job : ILaneJob
    {
        public float* X, Y;
        public Parts Parts;
        public ulong Key;
        public float Deviation;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            uint* words = stackalloc uint[ChunkLength];
            float* z = stackalloc float[ChunkLength];
            (int first, int end) = Parts.Range(part);
            for (; first < end; first += ChunkLength)
            {
                PhiloxWords.Fill(Key, (uint)first / 4, words, ChunkLength / 4);
                for (int i = 0; i < Pairs; i += TLane.Width)
                    Normal<TLane>(words + i, z + i);
                ElementLoop.Apply<TLane, MultiplyAddFunction>(new(Deviation), z, X + first, Y + first, Math.Min(ChunkLength, end - first));
            }
        }
    }
}
