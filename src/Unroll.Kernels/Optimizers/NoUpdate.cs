using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>
/// Clipping and weight decay alone, for an update that is computed elsewhere: its first slot are the gradients, which take their clipped values.
/// </summary>
readonly unsafe struct NoUpdate : IWeightUpdate
{
    public int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane.Store(gradient, first);
        return weight;
    }
}
