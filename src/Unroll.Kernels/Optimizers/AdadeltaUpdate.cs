using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>Adadelta: a = ρ·a + (1 − ρ)g²; Δ = √(d + ε) / √(a + ε) · g; d = ρ·d + (1 − ρ)Δ²; w −= η·Δ. The slots are a and d.</summary>
/// <param name="rate">η.</param>
/// <param name="decay">ρ.</param>
/// <param name="rest">1 − ρ.</param>
/// <param name="epsilon">ε, inside both roots.</param>
readonly unsafe struct AdadeltaUpdate(float rate, float decay, float rest, float epsilon) : IWeightUpdate
{
    readonly float _step = -rate;
    readonly float _decay = decay;
    readonly float _rest = rest;
    readonly float _epsilon = epsilon;

    public int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane decay = TLane.Create(_decay), rest = TLane.Create(_rest), epsilon = TLane.Create(_epsilon);
        TLane a = TLane.MultiplyAdd(decay, TLane.Load(first), rest * gradient * gradient), d = TLane.Load(second);
        TLane change = TLane.Sqrt(d + epsilon) / TLane.Sqrt(a + epsilon) * gradient;
        TLane.Store(Smallness.Flush(a), first);
        TLane.Store(Smallness.Flush(TLane.MultiplyAdd(decay, d, rest * change * change)), second);
        return TLane.MultiplyAdd(TLane.Create(_step), change, weight);
    }
}
