using Unroll.Kernels.Orthogonal;

namespace Unroll.Kernels.Tests.Orthogonal;

public sealed unsafe class TallMatrixTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(130, 65)]
    [InlineData(600, 513)]
    public void CopyTo_WritesRowsOrColumns_TimesTheFactor(int rows, int columns)
    {
        using TallMatrix matrix = MatrixCases.Draw(rows, columns, seed: 6);
        float[] plain = new float[rows * columns], transposed = new float[rows * columns];
        matrix.CopyTo(plain, 3, transposed: false);
        matrix.CopyTo(transposed, 3, transposed: true);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal((float)(3 * matrix.Row(row)[column]), plain[(row * columns) + column]);
                Assert.Equal((float)(3 * matrix.Row(row)[column]), transposed[(column * rows) + row]);
            }

        Assert.Throws<ArgumentException>(() => matrix.CopyTo(plain.AsSpan(1), 1, transposed: false));
    }

    [Fact]
    public void Padding_IsZero_AroundTheElements()
    {
        using TallMatrix matrix = MatrixCases.Create(9, 17, (_, _) => 1);
        Assert.Equal((16, 32), (matrix.PaddedRows, matrix.PaddedColumns));
        for (int row = 0; row < matrix.PaddedRows; row++)
            for (int column = 0; column < matrix.PaddedColumns; column++)
                Assert.Equal(row < 9 && column < 17 ? 1 : 0, matrix.Values[(row * matrix.Stride) + column]);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Row(9).Length);
    }
}
