namespace Unroll.Kernels.Numerics;

/// <summary>The upper half of a float32: its sign, its exponent and 7 bits of its fraction.</summary>
static class BFloat16
{
    /// <summary>The bits of the nearest bfloat16, ties to even; NaN stays NaN, and what is larger than every finite one becomes infinite.</summary>
    public static ushort FromSingle(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return (ushort)((float.IsNaN(value) ? bits | 0x400000 : bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>The number with these bits.</summary>
    public static float ToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
