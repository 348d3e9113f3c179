namespace Unroll.Kernels.MatMul;

/// <summary>A row-major matrix in a span, or its transpose: nothing is copied.</summary>
readonly ref struct MatrixView(ReadOnlySpan<float> values, int rowStride, bool isTransposed = false)
{
    public readonly ReadOnlySpan<float> Values = values;
    public readonly int RowStride = rowStride;
    public readonly bool IsTransposed = isTransposed;

    public MatrixView Transposed => new(Values, RowStride, !IsTransposed);

    /// <summary>Checks that the span holds rows × columns elements of the matrix as it is read.</summary>
    public void Check(int rows, int columns, string name)
    {
        (int lines, int length) = IsTransposed ? (columns, rows) : (rows, columns);
        Lengths.Check(Values, lines == 0 || length == 0 ? 0 : ((long)(lines - 1) * RowStride) + length, name);
    }

    public unsafe Matrix At(float* values) => IsTransposed ? new(values, 1, RowStride) : new(values, RowStride, 1);
}
