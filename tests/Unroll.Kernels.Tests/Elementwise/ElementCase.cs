using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Tests.Support;

namespace Unroll.Kernels.Tests.Elementwise;

/// <summary>Runs a function over arrays in a lane, from unaligned starts, with guards around the result.</summary>
static class ElementCase
{
    public static float[] Run<TFunction>(TFunction function, float[] a, float[] b, float[]? accumulateInto, Workers workers, int laneWidth, int offset)
        where TFunction : struct, IElementFunction
    {
        GuardedBuffer aBuffer = new(a, offset, isInput: true), bBuffer = new(b, offset + 2, isInput: true);
        GuardedBuffer y = accumulateInto == null ? new GuardedBuffer(a.Length, offset + 1) : new GuardedBuffer(accumulateInto, offset + 1);
        ElementLoop.Run(workers, function, aBuffer.Span, bBuffer.Span, y.Span, accumulate: accumulateInto != null, laneWidth);
        aBuffer.AssertIntact();
        bBuffer.AssertIntact();
        y.AssertIntact();
        return y.Span.ToArray();
    }
}
