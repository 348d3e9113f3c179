using Unroll.Kernels.Orthogonal;

namespace Unroll.Kernels.Tests.Orthogonal;

public sealed class GramSchmidtTests
{
    [Theory]
    [MemberData(nameof(Cases))]
    public void Project_GivesTheBitsOfOneVectorAfterAnother_ForAnyNumberOfThem(int length, int units, int vectors)
    {
        double[][] along = Draw(units, length, seed: 1), expected = Draw(vectors, length, seed: 2), actual = Draw(vectors, length, seed: 2);
        foreach (double[] vector in expected)
            foreach (double[] unit in along)
            {
                double factor = Dot(unit, vector);
                for (int i = 0; i < length; i++)
                    vector[i] -= factor * unit[i];
            }

        GramSchmidt.Project(along, actual);
        Assert.Equal(expected.SelectMany(Bits), actual.SelectMany(Bits));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(33)]
    public void Dot_IsEightSumsAcrossTheVector(int length)
    {
        double[] left = Draw(1, length, seed: 3)[0], right = Draw(1, length, seed: 4)[0];
        Assert.Equal(BitConverter.DoubleToInt64Bits(Dot(left, right)), BitConverter.DoubleToInt64Bits(GramSchmidt.Dot(left, right)));
    }

    [Fact]
    public void Project_Throws_ForVectorsOfOtherLengths()
    {
        Assert.Throws<ArgumentException>(() => GramSchmidt.Project([new double[8]], [new double[7]]));
        Assert.Throws<ArgumentException>(() => GramSchmidt.Project([new double[8], new double[7]], [new double[8]]));
    }

    public static TheoryData<int, int, int> Cases()
    {
        var cases = new TheoryData<int, int, int>();
        foreach (int length in new[] { 1, 7, 8, 15, 16, 17, 33 })
            foreach (int units in new[] { 1, 2, 5 })
                foreach (int vectors in new[] { 0, 1, 3, 4, 5, 9 })
                    cases.Add(length, units, vectors);
        return cases;
    }

    static double Dot(double[] left, double[] right)
    {
        const int Lanes = 8;
        double[] sums = new double[Lanes];
        int whole = left.Length / Lanes * Lanes;
        for (int i = 0; i < whole; i++)
            sums[i % Lanes] += left[i] * right[i];
        double total = 0;
        foreach (double sum in sums)
            total += sum;
        for (int i = whole; i < left.Length; i++)
            total += left[i] * right[i];
        return total;
    }

    static double[][] Draw(int count, int length, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double[])[.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)])];
    }

    static IEnumerable<long> Bits(double[] vector) => vector.Select(BitConverter.DoubleToInt64Bits);
}
