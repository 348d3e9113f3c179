namespace Unroll.Kernels;

/// <summary>Divisions of counts, which are never negative. Unsigned, so that no sum overflows.</summary>
static class Rounding
{
    /// <summary>value / divisor, rounded up.</summary>
    public static int CeilDiv(int value, int divisor) => (int)(((uint)value + (uint)divisor - 1) / (uint)divisor);

    /// <summary>The first multiple that is not smaller.</summary>
    public static int RoundUp(int value, int multiple) => CeilDiv(value, multiple) * multiple;
}
