using Unroll.Kernels.Orthogonal;
using Unroll.Kernels.Simd;

namespace Unroll.Kernels.Tests.Orthogonal;

public sealed class ProjectionTests
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_GivesTheBitsOfTwoPlainProducts_InEveryLane(int rows, int unit, int units, int first, int count)
    {
        foreach (int width in new[] { 16, 8, 4 })
        {
            int columns = Math.Max(unit + units, first + count);
            using TallMatrix matrix = MatrixCases.Draw(rows, columns, seed: 1);
            double[,] expected = MatrixCases.Values(matrix);
            Project(expected, unit, units, first, count);
            Projection.Run(matrix, unit, units, first, count, width);
            Assert.Equal(MatrixCases.Bits(expected), MatrixCases.Bits(MatrixCases.Values(matrix)));
        }
    }

    public static TheoryData<int, int, int, int, int> Cases()
    {
        var cases = new TheoryData<int, int, int, int, int>();
        foreach (int rows in new[] { 33, 64, 127, 128, 129, 300 })
            foreach ((int unit, int units, int first, int count) in new[]
            {
                (0, 16, 16, 16), (16, 16, 32, 48), (0, 48, 48, 16), (0, 160, 160, 144), (0, 288, 288, 272),
            })
            {
                cases.Add(rows, unit, units, first, count);
            }

        return cases;
    }

    static void Project(double[,] values, int unit, int units, int first, int count)
    {
        int rows = values.GetLength(0);
        for (int column = first; column < first + count; column++)
        {
            double[] factors = new double[units];
            for (int i = 0; i < units; i++)
                for (int row = 0; row < rows; row++)
                    factors[i] = MultiplyAdd(values[row, unit + i], values[row, column], factors[i]);
            for (int row = 0; row < rows; row++)
                for (int i = 0; i < units; i++)
                    values[row, column] = MultiplyAdd(values[row, unit + i], -factors[i], values[row, column]);
        }
    }

    static double MultiplyAdd(double left, double right, double addend) =>
        Hardware.HasFusedMultiplyAdd ? Math.FusedMultiplyAdd(left, right, addend) : (left * right) + addend;
}
