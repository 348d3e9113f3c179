using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>
/// Muon's first half: m = μ·m + g in the first slot, and in the second the direction that is then orthogonalized, m or with Nesterov's look ahead g + μ·m.
/// The weight stays.
/// </summary>
/// <param name="momentum">μ.</param>
/// <param name="nesterov">Whether to look ahead.</param>
readonly unsafe struct DirectionUpdate(float momentum, bool nesterov) : IWeightUpdate
{
    readonly float _momentum = momentum;
    readonly bool _nesterov = nesterov;

    public int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane weight, TLane gradient, float* first, float* second, float* third) where TLane : struct, ILane<TLane>
    {
        TLane momentum = TLane.Create(_momentum);
        TLane m = TLane.MultiplyAdd(momentum, TLane.Load(first), gradient);
        TLane.Store(Smallness.Flush(m), first);
        TLane.Store(Smallness.Flush(_nesterov ? TLane.MultiplyAdd(momentum, m, gradient) : m), second);
        return weight;
    }
}
