using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Elementwise;

/// <summary>y = f(a, b) element by element; a function of one argument ignores the second. Constants are fields.</summary>
interface IElementFunction
{
    TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane>;
}
