using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>
/// One to four lanes that a product treats alike: a row of a tile, or what all its rows are multiplied with. The JIT keeps each lane in a register.
/// </summary>
unsafe interface ILaneRow<TSelf, TLane>
    where TSelf : struct, ILaneRow<TSelf, TLane>
    where TLane : struct, ILane<TLane>
{
    static abstract int Lanes { get; }

    static abstract TSelf Zero { get; }

    /// <summary>Lanes that begin every <paramref name="stride"/> floats.</summary>
    static abstract TSelf Load(float* source, nint stride);

    /// <summary>The first lanes of a line of a panel.</summary>
    static abstract TSelf Load<TPanel>(byte* line) where TPanel : struct, IPanelFormat;

    static abstract void Store(TSelf value, float* destination, nint stride);

    /// <summary>left · right + sum, lane by lane.</summary>
    static abstract TSelf MultiplyAdd(TLane left, TSelf right, TSelf sum);
}
