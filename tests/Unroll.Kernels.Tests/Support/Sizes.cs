namespace Unroll.Kernels.Tests.Support;

/// <summary>Sizes around the widths of lanes, and the widths themselves.</summary>
static class Sizes
{
    public static int[] Around { get; } = [1, 7, 15, 16, 17, 33];

    public static int[] Batches { get; } = [1, 2, 3, 5, 13];

    public static int[] Steps { get; } = [1, 2, 5];

    public static int[] LaneWidths { get; } = [16, 8, 4, 1];

    /// <summary>Distances from an even start, in floats.</summary>
    public static int[] Offsets { get; } = [0, 1, 3];
}
