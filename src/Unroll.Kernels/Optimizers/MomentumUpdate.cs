using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>Gradient descent with momentum: m = μ·m − η·g; w += m, or with Nesterov's look ahead w += μ·m − η·g.</summary>
/// <param name="rate">η.</param>
/// <param name="momentum">μ.</param>
/// <param name="nesterov">Whether to look ahead.</param>
readonly unsafe struct MomentumUpdate(float rate, float momentum, bool nesterov) : IWeightUpdate
{
    readonly float _step = -rate;
    readonly float _momentum = momentum;
    readonly bool _nesterov = nesterov;

    public int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane step = TLane.Create(_step) * gradient, momentum = TLane.Create(_momentum);
        TLane m = TLane.MultiplyAdd(momentum, TLane.Load(first), step);
        TLane.Store(Smallness.Flush(m), first);
        return weight + (_nesterov ? TLane.MultiplyAdd(momentum, m, step) : m);
    }
}
