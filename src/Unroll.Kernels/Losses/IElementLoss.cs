using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Losses;

/// <summary>A loss that is a sum over elements: ℓ(p, y) and ∂ℓ/∂p. Constants are fields.</summary>
interface IElementLoss
{
    /// <summary>ℓ(p, y); NaN where either is NaN or the target is impossible.</summary>
    TLane Value<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>;

    /// <summary>∂ℓ/∂p.</summary>
    TLane Slope<TLane>(TLane p, TLane y) where TLane : struct, ILane<TLane>;
}
