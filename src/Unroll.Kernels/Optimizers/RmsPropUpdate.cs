using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>
/// RMSprop: v = ρ·v + (1 − ρ)g²; s = η·g / √(v + ε); w −= s. Centered, the root is of v − ḡ² + ε with ḡ = ρ·ḡ + (1 − ρ)g; with momentum, m = μ·m + s and
/// w −= m. The slots are v, then ḡ if centered, then m if there is momentum.
/// </summary>
/// <param name="rate">η.</param>
/// <param name="decay">ρ.</param>
/// <param name="rest">1 − ρ.</param>
/// <param name="momentum">μ; 0 for none.</param>
/// <param name="epsilon">ε, inside the root.</param>
/// <param name="centered">Whether the mean gradient is taken out of the second moment.</param>
readonly unsafe struct RmsPropUpdate(float rate, float decay, float rest, float momentum, float epsilon, bool centered) : IWeightUpdate
{
    readonly float _rate = rate;
    readonly float _decay = decay;
    readonly float _rest = rest;
    readonly float _momentum = momentum;
    readonly float _epsilon = epsilon;
    readonly bool _centered = centered;

    public int Slots => 1 + (_centered ? 1 : 0) + (_momentum > 0 ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane decay = TLane.Create(_decay), part = TLane.Create(_rest) * gradient;
        TLane v = TLane.MultiplyAdd(decay, TLane.Load(first), part * gradient), spread = v;
        TLane.Store(Smallness.Flush(v), first);
        if (_centered)
        {
            // v ≥ ḡ², but not always after rounding: Keras takes the root of what may be negative.
            TLane mean = TLane.MultiplyAdd(decay, TLane.Load(second), part);
            TLane.Store(Smallness.Flush(mean), second);
            spread = TLane.Maximum(TLane.Zero, v - (mean * mean));
        }

        TLane step = TLane.Create(_rate) * gradient / TLane.Sqrt(spread + TLane.Create(_epsilon));
        if (_momentum > 0)
        {
            float* slot = _centered ? third : second;
            step = TLane.MultiplyAdd(TLane.Create(_momentum), TLane.Load(slot), step);
            TLane.Store(Smallness.Flush(step), slot);
        }

        return weight - step;
    }
}
