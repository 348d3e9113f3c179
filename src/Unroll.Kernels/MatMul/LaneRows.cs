using System.Runtime.CompilerServices;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.MatMul;

/// <summary>One lane.</summary>
unsafe struct LaneRow1<TLane> : ILaneRow<LaneRow1<TLane>, TLane> where TLane : struct, ILane<TLane>
{
    TLane _a;

    public static int Lanes => 1;

    public static LaneRow1<TLane> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { _a = TLane.Zero };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow1<TLane> Load(float* source, nint stride) =>
        new() { _a = TLane.Load(source) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow1<TLane> Load<TPanel>(byte* line) where TPanel : struct, IPanelFormat =>
        new() { _a = TPanel.Load<TLane>(line, 0) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LaneRow1<TLane> value, float* destination, nint stride)
    {
        TLane.Store(value._a, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow1<TLane> MultiplyAdd(TLane left, LaneRow1<TLane> right, LaneRow1<TLane> sum) => new()
    {
        _a = TLane.MultiplyAdd(left, right._a, sum._a),
    };
}

/// <summary>Two lanes side by side.</summary>
unsafe struct LaneRow2<TLane> : ILaneRow<LaneRow2<TLane>, TLane> where TLane : struct, ILane<TLane>
{
    TLane _a, _b;

    public static int Lanes => 2;

    public static LaneRow2<TLane> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { _a = TLane.Zero, _b = TLane.Zero };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow2<TLane> Load(float* source, nint stride) =>
        new() { _a = TLane.Load(source), _b = TLane.Load(source + stride) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow2<TLane> Load<TPanel>(byte* line) where TPanel : struct, IPanelFormat =>
        new() { _a = TPanel.Load<TLane>(line, 0), _b = TPanel.Load<TLane>(line, 1) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LaneRow2<TLane> value, float* destination, nint stride)
    {
        TLane.Store(value._a, destination);
        TLane.Store(value._b, destination + stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow2<TLane> MultiplyAdd(TLane left, LaneRow2<TLane> right, LaneRow2<TLane> sum) => new()
    {
        _a = TLane.MultiplyAdd(left, right._a, sum._a),
        _b = TLane.MultiplyAdd(left, right._b, sum._b),
    };
}

/// <summary>Three lanes: the gates of a GRU.</summary>
unsafe struct LaneRow3<TLane> : ILaneRow<LaneRow3<TLane>, TLane> where TLane : struct, ILane<TLane>
{
    TLane _a, _b, _c;

    public static int Lanes => 3;

    public static LaneRow3<TLane> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { _a = TLane.Zero, _b = TLane.Zero, _c = TLane.Zero };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow3<TLane> Load(float* source, nint stride) =>
        new() { _a = TLane.Load(source), _b = TLane.Load(source + stride), _c = TLane.Load(source + (2 * stride)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow3<TLane> Load<TPanel>(byte* line) where TPanel : struct, IPanelFormat =>
        new() { _a = TPanel.Load<TLane>(line, 0), _b = TPanel.Load<TLane>(line, 1), _c = TPanel.Load<TLane>(line, 2) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LaneRow3<TLane> value, float* destination, nint stride)
    {
        TLane.Store(value._a, destination);
        TLane.Store(value._b, destination + stride);
        TLane.Store(value._c, destination + (2 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow3<TLane> MultiplyAdd(TLane left, LaneRow3<TLane> right, LaneRow3<TLane> sum) => new()
    {
        _a = TLane.MultiplyAdd(left, right._a, sum._a),
        _b = TLane.MultiplyAdd(left, right._b, sum._b),
        _c = TLane.MultiplyAdd(left, right._c, sum._c),
    };
}

/// <summary>Four lanes: the gates of an LSTM, or 64 columns of a matrix.</summary>
unsafe struct LaneRow4<TLane> : ILaneRow<LaneRow4<TLane>, TLane> where TLane : struct, ILane<TLane>
{
    TLane _a, _b, _c, _d;

    public static int Lanes => 4;

    public static LaneRow4<TLane> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { _a = TLane.Zero, _b = TLane.Zero, _c = TLane.Zero, _d = TLane.Zero };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow4<TLane> Load(float* source, nint stride) =>
        new() { _a = TLane.Load(source), _b = TLane.Load(source + stride), _c = TLane.Load(source + (2 * stride)), _d = TLane.Load(source + (3 * stride)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow4<TLane> Load<TPanel>(byte* line) where TPanel : struct, IPanelFormat =>
        new() { _a = TPanel.Load<TLane>(line, 0), _b = TPanel.Load<TLane>(line, 1), _c = TPanel.Load<TLane>(line, 2), _d = TPanel.Load<TLane>(line, 3) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(LaneRow4<TLane> value, float* destination, nint stride)
    {
        TLane.Store(value._a, destination);
        TLane.Store(value._b, destination + stride);
        TLane.Store(value._c, destination + (2 * stride));
        TLane.Store(value._d, destination + (3 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneRow4<TLane> MultiplyAdd(TLane left, LaneRow4<TLane> right, LaneRow4<TLane> sum) => new()
    {
        _a = TLane.MultiplyAdd(left, right._a, sum._a),
        _b = TLane.MultiplyAdd(left, right._b, sum._b),
        _c = TLane.MultiplyAdd(left, right._c, sum._c),
        _d = TLane.MultiplyAdd(left, right._d, sum._d),
    };
}
