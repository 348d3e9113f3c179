using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Random;

/// <summary>Inverted dropout of a whole tensor by a <see cref="DropoutMask"/>.</summary>
static unsafe class DropoutKernel
{
    const int PartLength = 16 * 1024;

    /// <summary>y = x · mask / (1 − rate), or added to y; with dy for x it is its own gradient. Unscaled, it is x · mask.</summary>
    public static void Run(Workers workers, ulong key, float rate, ReadOnlySpan<float> x, Span<float> y, bool accumulate = false, int laneWidth = 0,
        bool scales = true)
    {
        Lengths.Check(x, y.Length);
        fixed (float* xAt = x, yAt = y)
        {
            var job = new Job { Mask = new(key, rate, scales), X = xAt, Y = yAt, Parts = new(y.Length, PartLength), Accumulate = accumulate };
            LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
        }
    }

    struct Job : ILaneJob
    {
        public DropoutMask Mask;
        public float* X, Y;
        public Parts Parts;
        public bool Accumulate;

        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Parts.Range(part);
            Mask.Apply<TLane>(first, X + first, Y + first, end - first, Accumulate);
        }
    }
}
