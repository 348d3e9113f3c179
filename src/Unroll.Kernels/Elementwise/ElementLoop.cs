using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>The one loop of all element-wise work: y = f(a, b), or y += f(a, b) where a gradient already has a first part.</summary>
static unsafe class ElementLoop
{
    const int PartLength = 16 * 1024;

    /// <summary>Applies to every element. a, b and y have one length; y may be a or b.</summary>
    public static void Run<TFunction>(Workers workers, TFunction function, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, bool accumulate = false,
        int laneWidth = 0)
        where TFunction : struct, IElementFunction
    {
        Lengths.Check(a, y.Length);
        Lengths.Check(b, y.Length);
        fixed (float* aAt = a, bAt = b, yAt = y)
        {
            var job = new Job<TFunction> { Function = function, A = aAt, B = bAt, Y = yAt, Parts = new(y.Length, PartLength), Accumulate = accumulate };
            LaneJob.Run(workers, job, job.Parts.Count, laneWidth);
        }
    }

    /// <summary>A function of one argument.</summary>
    public static void Run<TFunction>(Workers workers, TFunction function, ReadOnlySpan<float> x, Span<float> y, bool accumulate = false)
        where TFunction : struct, IElementFunction => Run(workers, function, x, x, y, accumulate);

    /// <summary>Lane by lane, and what is left float by float; for a kernel's own rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLane, TFunction>(TFunction function, float* a, float* b, float* y, int count, bool accumulate = false)
        where TLane : struct, ILane<TLane>
        where TFunction : struct, IElementFunction
    {
        int i = 0;
        if (accumulate)
        {
            for (; i + TLane.Width <= count; i += TLane.Width)
                TLane.Store(TLane.Load(y + i) + function.Apply(TLane.Load(a + i), TLane.Load(b + i)), y + i);
            for (; i < count; i++)
                LaneScalar.Store(LaneScalar.Load(y + i) + function.Apply(LaneScalar.Load(a + i), LaneScalar.Load(b + i)), y + i);
        }
        else
        {
            for (; i + TLane.Width <= count; i += TLane.Width)
                TLane.Store(function.Apply(TLane.Load(a + i), TLane.Load(b + i)), y + i);
            for (; i < count; i++)
                LaneScalar.Store(function.Apply(LaneScalar.Load(a + i), LaneScalar.Load(b + i)), y + i);
        }
    }

    struct Job<TFunction> : ILaneJob where TFunction : struct, IElementFunction
    {
        public TFunction Function;
        public float* A, B, Y;
        public Parts Parts;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute<TLane>(int part, int worker) where TLane : struct, ILane<TLane>
        {
            (int first, int end) = Parts.Range(part);
            Apply<TLane, TFunction>(Function, A + first, B + first, Y + first, end - first, Accumulate);
        }
    }
}
