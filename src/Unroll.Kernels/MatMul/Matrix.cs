namespace Unroll.Kernels.MatMul;

/// <summary>A matrix at any strides: element (i, j) lies at Values[i · RowStride + j · ColumnStride], so a transpose is a swap of the two.</summary>
readonly unsafe struct Matrix(float* values, nint rowStride, nint columnStride)
{
    public readonly float* Values = values;
    public readonly nint RowStride = rowStride;
    public readonly nint ColumnStride = columnStride;

    public float* At(nint row, nint column) => Values + (row * RowStride) + (column * ColumnStride);
}
