using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>
/// A step of dynamic evaluation: w + d·(w₀ − w) + r·g. The slots are w₀, the weight that was trained, d, how far it is pulled back there, and r, the negative
/// learning rate of this weight; none of them changes.
/// </summary>
readonly unsafe struct DynamicUpdate : IWeightUpdate
{
    public int Slots => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane> =>
        TLane.MultiplyAdd(TLane.Load(third), gradient, TLane.MultiplyAdd(TLane.Load(second), TLane.Load(first) - weight, weight));
}
