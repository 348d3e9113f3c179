using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Softmax;

/// <summary>Softmax of one row, for a kernel that does more with the row before it leaves the cache.</summary>
static unsafe class SoftmaxRow
{
    /// <summary>p = e^(x − max) / Σ; p may be x.</summary>
    /// <returns>ln Σⱼ eˣʲ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Forward<TLane>(float* x, float* p, int columns) where TLane : struct, ILane<TLane>
    {
        float max = RowMaximum.Of<TLane>(x, columns);
        float* partial = stackalloc float[16];
        int whole = columns / 16 * 16;
        for (int lane = 0; lane < 16; lane += TLane.Width)
        {
            TLane lanes = TLane.Zero;
            for (int j = lane; j < whole; j += 16)
            {
                TLane value = LaneMath.Exp(TLane.Load(x + j) - TLane.Create(max));
                TLane.Store(value, p + j);
                lanes += value;
            }

            TLane.Store(lanes, partial + lane);
        }

        for (int j = whole; j < columns; j++)
        {
            p[j] = LaneMath.Exp(LaneScalar.Create(x[j] - max)).Value;
            partial[j - whole] += p[j];
        }

        float sum = PartialSums.Total(partial);
        ElementLoop.Apply<TLane, Quotient>(new(sum), p, p, p, columns);
        return max + LaneMath.Log(LaneScalar.Create(sum)).Value;
    }

    /// <summary>dx (+)= p · (dp − Σⱼ pⱼ·dpⱼ); dx may be p or dp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TLane>(float* p, float* dp, float* dx, int columns, bool accumulate) where TLane : struct, ILane<TLane>
    {
        float sum = PartialSums.Sum<TLane, ProductTerm>(default, p, dp, columns);
        ElementLoop.Apply<TLane, Gradient>(new(sum), p, dp, dx, columns, accumulate);
    }

    /// <summary>a / divisor.</summary>
    readonly struct Quotient(float divisor) : IElementFunction
    {
        readonly float _divisor = divisor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a / TLane.Create(_divisor);
    }

    /// <summary>p · (dp − sum): a is p, b is dp.</summary>
    readonly struct Gradient(float sum) : IElementFunction
    {
        readonly float _sum = sum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => a * (b - TLane.Create(_sum));
    }
}
