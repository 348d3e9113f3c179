using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>Adagrad: a += g²; w −= η·g / √(a + ε).</summary>
/// <param name="rate">η.</param>
/// <param name="epsilon">ε, inside the root.</param>
readonly unsafe struct AdagradUpdate(float rate, float epsilon) : IWeightUpdate
{
    readonly float _rate = rate;
    readonly float _epsilon = epsilon;

    public int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane a = TLane.MultiplyAdd(gradient, gradient, TLane.Load(first));
        TLane.Store(Smallness.Flush(a), first);
        return weight - (TLane.Create(_rate) * gradient / TLane.Sqrt(a + TLane.Create(_epsilon)));
    }
}
