using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

/// <summary>Runs a function over arrays in a lane, from unaligned starts, with guards around the result.</summary>
static unsafe class ElementCase
{
    public static float[] Run<TFunction>(TFunction function, float[] a, float[] b, float[]? accumulateInto, Workers workers, int laneWidth, int offset)
        where TFunction : struct, IElementFunction
    {
        GuardedBuffer aBuffer = new(a, offset, isInput: true), bBuffer = new(b, offset + 2, isInput: true);
        GuardedBuffer y = accumulateInto == null ? new GuardedBuffer(a.Length, offset + 1) : new GuardedBuffer(accumulateInto, offset + 1);
        bool accumulate = accumulateInto != null;
        fixed (float* aAt = aBuffer.Span, bAt = bBuffer.Span, yAt = y.Span)
            switch (laneWidth)
            {
                case 16: ElementLoop.Run<Lane512, TFunction>(workers, function, aAt, bAt, yAt, a.Length, accumulate); break;
                case 8: ElementLoop.Run<Lane256, TFunction>(workers, function, aAt, bAt, yAt, a.Length, accumulate); break;
                case 4: ElementLoop.Run<Lane128, TFunction>(workers, function, aAt, bAt, yAt, a.Length, accumulate); break;
                default: ElementLoop.Run<LaneScalar, TFunction>(workers, function, aAt, bAt, yAt, a.Length, accumulate); break;
            }

        aBuffer.AssertIntact();
        bBuffer.AssertIntact();
        y.AssertIntact();
        return y.Span.ToArray();
    }
}
