using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>Nadam: m and v as in Adam, w −= (a·m + b·g) / (√(c·v) + ε). The slots are m and v.</summary>
/// <param name="momentumStep">a: η times what the next step's momentum is worth.</param>
/// <param name="gradientStep">b: η times what this gradient is worth.</param>
/// <param name="correction">c = 1 / (1 − β₂ᵗ).</param>
/// <param name="firstRate">1 − β₁.</param>
/// <param name="secondRate">1 − β₂.</param>
/// <param name="epsilon">ε.</param>
readonly unsafe struct NadamUpdate(float momentumStep, float gradientStep, float correction, float firstRate, float secondRate, float epsilon) : IWeightUpdate
{
    readonly float _momentumStep = momentumStep;
    readonly float _gradientStep = gradientStep;
    readonly float _correction = correction;
    readonly float _firstRate = firstRate;
    readonly float _secondRate = secondRate;
    readonly float _epsilon = epsilon;

    public int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane m = TLane.Load(first), v = TLane.Load(second);
        m = TLane.MultiplyAdd(gradient - m, TLane.Create(_firstRate), m);
        v = TLane.MultiplyAdd((gradient * gradient) - v, TLane.Create(_secondRate), v);
        TLane.Store(Smallness.Flush(m), first);
        TLane.Store(Smallness.Flush(v), second);
        TLane step = TLane.MultiplyAdd(TLane.Create(_momentumStep), m, TLane.Create(_gradientStep) * gradient);
        return weight - (step / (TLane.Sqrt(TLane.Create(_correction) * v) + TLane.Create(_epsilon)));
    }
}
