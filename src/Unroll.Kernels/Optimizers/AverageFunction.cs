using System.Runtime.CompilerServices;
using Unroll.Kernels.Elementwise;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Optimizers;

/// <summary>A step of an exponential moving average: a is the new value, b the average; b + (a − b)·rate. An a that equals b changes nothing.</summary>
readonly struct AverageFunction(float rate) : IElementFunction
{
    readonly float _rate = rate;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Apply<TLane>(TLane a, TLane b) where TLane : struct, ILane<TLane> => TLane.MultiplyAdd(a - b, TLane.Create(_rate), b);
}
