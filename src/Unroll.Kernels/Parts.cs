namespace Unroll.Kernels;

/// <summary>How a job's rows, columns or elements fall into parts: all of one size, but the last, which may be smaller.</summary>
/// <param name="length">Of all parts together.</param>
/// <param name="size">Of a part.</param>
readonly struct Parts(int length, int size)
{
    /// <summary>How many parts there are.</summary>
    public int Count => length == 0 ? 0 : Rounding.CeilDiv(length, size);

    /// <summary>Parts of whole rows with about so many elements, and at least one row.</summary>
    public static Parts OfRows(int rows, int columns, int elements) => new(rows, Math.Max(1, elements / Math.Max(1, columns)));

    /// <summary>Where a part begins, and where the next one does.</summary>
    public (int First, int End) Range(int part) => (part * size, (part * size) + Math.Min(size, length - (part * size)));
}
