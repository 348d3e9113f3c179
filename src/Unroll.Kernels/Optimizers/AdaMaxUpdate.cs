using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>AdaMax: m += (g − m)(1 − β₁), u = max(β₂·u, |g|), w −= α·m / (u + ε). The slots are m and u.</summary>
/// <param name="step">α = η / (1 − β₁ᵗ).</param>
/// <param name="firstRate">1 − β₁.</param>
/// <param name="decay">β₂.</param>
/// <param name="epsilon">ε.</param>
readonly unsafe struct AdaMaxUpdate(float step, float firstRate, float decay, float epsilon) : IWeightUpdate
{
    readonly float _step = step;
    readonly float _firstRate = firstRate;
    readonly float _decay = decay;
    readonly float _epsilon = epsilon;

    public int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane m = TLane.Load(first);
        m = TLane.MultiplyAdd(gradient - m, TLane.Create(_firstRate), m);
        TLane u = TLane.Maximum(TLane.Create(_decay) * TLane.Load(second), TLane.Abs(gradient));
        TLane.Store(Smallness.Flush(m), first);
        TLane.Store(Smallness.Flush(u), second);
        return weight - (TLane.Create(_step) * m / (u + TLane.Create(_epsilon)));
    }
}
