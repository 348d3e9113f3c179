using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Activations;

/// <summary>An element-wise function whose derivative follows from its result, so that a cell keeps one value for both.</summary>
interface IActivation
{
    static abstract TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>;

    /// <param name="y">The result of <see cref="Apply"/>.</param>
    static abstract TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane>;
}
