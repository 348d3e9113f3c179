using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Recurrent;

/// <summary>Zoneout of a state (Krueger et al., 2016): which share of the new state is taken, s, and of the state before, 1 − s.</summary>
unsafe struct ZoneShares
{
    /// <summary>s, 0 or 1: [steps, batch, units]; null for the same share everywhere, 1 − <see cref="Rate"/>.</summary>
    public float* Values;

    /// <summary>The share of the state before that is kept on average; 0 for no zoneout.</summary>
    public float Rate;

    public readonly bool Exist => Rate > 0;

    /// <summary>s of some units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TLane At<TLane>(nint at) where TLane : struct, ILane<TLane> => Values == null ? TLane.Create(1 - Rate) : TLane.Load(Values + at);
}
