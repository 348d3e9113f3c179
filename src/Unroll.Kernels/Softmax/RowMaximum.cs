using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>The largest number of a row, in no particular order: it is the same in every lane. NaN is passed over.</summary>
static unsafe class RowMaximum
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of<TLane>(float* x, int length) where TLane : struct, ILane<TLane>
    {
        float max = float.NegativeInfinity;
        int i = 0;
        if (length >= TLane.Width)
        {
            TLane lanes = TLane.Create(float.NegativeInfinity);
            for (; i + TLane.Width <= length; i += TLane.Width)
            {
                TLane value = TLane.Load(x + i);
                lanes = TLane.Select(TLane.GreaterThan(value, lanes), value, lanes);
            }

            float* maxima = stackalloc float[16];
            TLane.Store(lanes, maxima);
            for (int lane = 0; lane < TLane.Width; lane++)
                max = maxima[lane] > max ? maxima[lane] : max;
        }

        for (; i < length; i++)
            max = x[i] > max ? x[i] : max;
        return max;
    }
}
