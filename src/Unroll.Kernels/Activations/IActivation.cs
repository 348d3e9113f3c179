using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Activations;

/// <summary>An element-wise function.</summary>
interface IForwardActivation
{
    static abstract TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane>;
}

/// <summary>An element-wise function whose derivative follows from its result, so that a cell keeps one value for both.</summary>
interface IActivation : IForwardActivation
{
    /// <param name="y">The result of <see cref="IForwardActivation.Apply"/>.</param>
    static abstract TLane Derivative<TLane>(TLane y) where TLane : struct, ILane<TLane>;
}

/// <summary>
/// An element-wise function whose derivative needs the argument: it falls and rises, so two arguments may have one result. No cell can use it.
/// </summary>
interface IInputActivation : IForwardActivation
{
    static abstract TLane DerivativeAt<TLane>(TLane x) where TLane : struct, ILane<TLane>;
}
