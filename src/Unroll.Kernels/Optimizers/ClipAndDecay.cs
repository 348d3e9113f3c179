using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>What happens to gradients and weights before any optimizer sees them.</summary>
/// <param name="Scale">What clipping by norm multiplies the gradients by.</param>
/// <param name="Limit">Clipping by value: the largest magnitude of a gradient.</param>
/// <param name="Decay">−η·λ: decoupled weight decay adds this part of the weight.</param>
readonly record struct ClipAndDecay(float Scale, float Limit, float Decay)
{
    /// <summary>Neither.</summary>
    public static ClipAndDecay None => new(1, float.PositiveInfinity, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Gradient<TLane>(TLane gradient) where TLane : struct, ILane<TLane> =>
        Smallness.FlushGradient(TLane.Maximum(TLane.Create(-Limit), TLane.Minimum(TLane.Create(Limit), gradient * TLane.Create(Scale))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Weight<TLane>(TLane weight) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(weight, TLane.Create(Decay), weight);
}
