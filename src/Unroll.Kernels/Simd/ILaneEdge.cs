using System.Runtime.CompilerServices;

namespace Unroll.Kernels.Simd;

/// <summary>How a body loads and stores lanes at the edge of its data: whole, or the first floats of one, so that it is written once for both.</summary>
unsafe interface ILaneEdge
{
    TLane Load<TLane>(float* source) where TLane : struct, ILane<TLane>;

    void Store<TLane>(TLane value, float* destination) where TLane : struct, ILane<TLane>;
}

/// <summary>All floats of a lane.</summary>
readonly unsafe struct WholeLane : ILaneEdge
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Load<TLane>(float* source) where TLane : struct, ILane<TLane> => TLane.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<TLane>(TLane value, float* destination) where TLane : struct, ILane<TLane> => TLane.Store(value, destination);
}

/// <summary>The first floats of a lane; the others are zeros when it is loaded, and not stored.</summary>
readonly unsafe struct PartLane(int count) : ILaneEdge
{
    public TLane Load<TLane>(float* source) where TLane : struct, ILane<TLane>
    {
        float* whole = stackalloc float[16];
        for (int i = 0; i < 16; i++)
            whole[i] = i < count ? source[i] : 0;
        return TLane.Load(whole);
    }

    public void Store<TLane>(TLane value, float* destination) where TLane : struct, ILane<TLane>
    {
        float* whole = stackalloc float[16];
        TLane.Store(value, whole);
        for (int i = 0; i < count; i++)
            destination[i] = whole[i];
    }
}
