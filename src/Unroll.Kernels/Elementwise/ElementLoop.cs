using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>The one loop of all element-wise work: y = f(a, b), or y += f(a, b) where a gradient already has a first part.</summary>
static unsafe class ElementLoop
{
    const int PartLength = 16 * 1024;

    /// <summary>Applies to every element. a, b and y have one length; y may be a or b.</summary>
    public static void Run<TFunction>(Workers workers, TFunction function, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y, bool accumulate = false)
        where TFunction : struct, IElementFunction
    {
        Lengths.Check(a, y.Length);
        Lengths.Check(b, y.Length);
        fixed (float* aAt = a, bAt = b, yAt = y)
        {
            if (Vector512.IsHardwareAccelerated)
                Run<Lane512, TFunction>(workers, function, aAt, bAt, yAt, y.Length, accumulate);
            else if (Vector256.IsHardwareAccelerated)
                Run<Lane256, TFunction>(workers, function, aAt, bAt, yAt, y.Length, accumulate);
            else
                Run<Lane128, TFunction>(workers, function, aAt, bAt, yAt, y.Length, accumulate);
        }
    }

    /// <summary>A function of one argument.</summary>
    public static void Run<TFunction>(Workers workers, TFunction function, ReadOnlySpan<float> x, Span<float> y, bool accumulate = false)
        where TFunction : struct, IElementFunction => Run(workers, function, x, x, y, accumulate);

    public static void Run<TLane, TFunction>(Workers workers, TFunction function, float* a, float* b, float* y, int length, bool accumulate)
        where TLane : struct, ILane<TLane>
        where TFunction : struct, IElementFunction
    {
        var job = new Job<TLane, TFunction> { Function = function, A = a, B = b, Y = y, Length = length, Accumulate = accumulate };
        workers.Run(ref job, (length + PartLength - 1) / PartLength);
    }

    struct Job<TLane, TFunction> : IJob
        where TLane : struct, ILane<TLane>
        where TFunction : struct, IElementFunction
    {
        public TFunction Function;
        public float* A, B, Y;
        public int Length;
        public bool Accumulate;

        public readonly void Execute(int part, int worker)
        {
            int first = part * PartLength, count = Math.Min(PartLength, Length - first);
            if (Accumulate)
                Add(A + first, B + first, Y + first, count);
            else
                Store(A + first, B + first, Y + first, count);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Store(float* a, float* b, float* y, int count)
        {
            TFunction function = Function;
            int i = 0;
            for (; i + TLane.Width <= count; i += TLane.Width)
                TLane.Store(function.Apply(TLane.Load(a + i), TLane.Load(b + i)), y + i);
            for (; i < count; i++)
                LaneScalar.Store(function.Apply(LaneScalar.Load(a + i), LaneScalar.Load(b + i)), y + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        readonly void Add(float* a, float* b, float* y, int count)
        {
            TFunction function = Function;
            int i = 0;
            for (; i + TLane.Width <= count; i += TLane.Width)
                TLane.Store(TLane.Load(y + i) + function.Apply(TLane.Load(a + i), TLane.Load(b + i)), y + i);
            for (; i < count; i++)
                LaneScalar.Store(LaneScalar.Load(y + i) + function.Apply(LaneScalar.Load(a + i), LaneScalar.Load(b + i)), y + i);
        }
    }
}
