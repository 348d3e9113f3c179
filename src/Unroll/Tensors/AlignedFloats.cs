using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Tensors;

/// <summary>A pinned array from its first element on a 64-byte boundary.</summary>
readonly struct AlignedFloats
{
    /// <summary>Floats of a 64-byte line.</summary>
    public const int Alignment = 16;

    readonly float[]? _array;
    readonly int _first;

    public AlignedFloats(int length)
    {
        _array = GC.AllocateArray<float>(length + Alignment, pinned: true);
        nuint address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _first = (int)((64 - (address % 64)) % 64 / sizeof(float));
    }

    public bool IsEmpty => _array is null;

    public int Length => _array is null ? 0 : _array.Length - Alignment;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<float> Span(int offset, int length) => _array.AsSpan(_first + offset, length);
}
