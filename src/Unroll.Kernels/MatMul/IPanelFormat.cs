using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>How the numbers of a panel lie in memory, known to the JIT.</summary>
unsafe interface IPanelFormat
{
    /// <summary>A lane of the line that begins at <paramref name="line"/>.</summary>
    static abstract TLane Load<TLane>(byte* line, int lane) where TLane : struct, ILane<TLane>;
}

/// <summary>Panels of <see cref="WeightFormat.Float32"/>.</summary>
readonly unsafe struct Float32Panel : IPanelFormat
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load<TLane>(byte* line, int lane) where TLane : struct, ILane<TLane> => TLane.Load((float*)line + (lane * TLane.Width));
}

/// <summary>Panels of <see cref="WeightFormat.BFloat16"/>.</summary>
readonly unsafe struct BFloat16Panel : IPanelFormat
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load<TLane>(byte* line, int lane) where TLane : struct, ILane<TLane> => TLane.LoadUpperHalves((ushort*)line + (lane * TLane.Width));
}
