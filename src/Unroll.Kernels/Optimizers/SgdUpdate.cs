using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>Gradient descent: w −= η·g.</summary>
/// <param name="rate">η.</param>
readonly unsafe struct SgdUpdate(float rate) : IWeightUpdate
{
    readonly float _step = -rate;

    public int Slots => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(TLane.Create(_step), gradient, weight);
}
