using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>
/// Adam: m += (g − m)(1 − β₁), v += (g² − v)(1 − β₂), w −= α·m / (√v + ε); AMSGrad divides by the root of the largest v so far. The slots are m, v and that.
/// </summary>
/// <param name="step">α = η·√(1 − β₂ᵗ) / (1 − β₁ᵗ).</param>
/// <param name="firstRate">1 − β₁.</param>
/// <param name="secondRate">1 − β₂.</param>
/// <param name="epsilon">ε, not corrected for bias.</param>
/// <param name="largest">Whether this is AMSGrad.</param>
readonly unsafe struct AdamUpdate(float step, float firstRate, float secondRate, float epsilon, bool largest) : IWeightUpdate
{
    readonly float _step = step;
    readonly float _firstRate = firstRate;
    readonly float _secondRate = secondRate;
    readonly float _epsilon = epsilon;
    readonly bool _largest = largest;

    public int Slots => _largest ? 3 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane m = TLane.Load(first), v = TLane.Load(second);
        m = TLane.MultiplyAdd(gradient - m, TLane.Create(_firstRate), m);
        v = TLane.MultiplyAdd((gradient * gradient) - v, TLane.Create(_secondRate), v);
        TLane.Store(Smallness.Flush(m), first);
        TLane.Store(Smallness.Flush(v), second);
        if (_largest)
        {
            v = TLane.Maximum(TLane.Load(third), v);
            TLane.Store(Smallness.Flush(v), third);
        }

        return weight - (TLane.Create(_step) * m / (TLane.Sqrt(v) + TLane.Create(_epsilon)));
    }
}
