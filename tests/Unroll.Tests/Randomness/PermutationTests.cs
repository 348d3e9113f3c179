using Unroll.Randomness;

namespace Unroll.Tests.Randomness;

public sealed class PermutationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_100_000)]
    public void EveryNumber_StandsAtOnePosition(int count)
    {
        for (ulong seed = 0; seed < (count < 1000 ? 50u : 1u); seed++)
        {
            var permutation = new Permutation(new RandomKey(seed), count);
            Assert.Equal(count, permutation.Count);
            bool[] seen = new bool[count];
            for (int i = 0; i < count; i++)
            {
                int number = permutation[i];
                Assert.False(seen[number], $"{number} stands twice");
                seen[number] = true;
            }
        }
    }

    [Fact]
    public void EveryCountUpTo300_IsPermuted()
    {
        for (int count = 0; count <= 300; count++)
        {
            var permutation = new Permutation(RandomKey.FromSeed(count), count);
            Assert.Equal(Enumerable.Range(0, count), Enumerable.Range(0, count).Select(i => permutation[i]).Order());
        }
    }

    [Fact]
    public void Index_StaysInRange_WhenCountIsLargest()
    {
        var permutation = new Permutation(RandomKey.FromSeed(1), int.MaxValue);
        var seen = new HashSet<int>();
        for (int i = 0; i < 1000; i++) Assert.True(seen.Add(permutation[int.MaxValue - 1 - i]));
        Assert.All(seen, number => Assert.InRange(number, 0, int.MaxValue - 1));
    }

    // Every order of few numbers comes up equally often over the keys.
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 6)]
    [InlineData(4, 24)]
    [InlineData(5, 120)]
    public void Orders_AreEquallyFrequent(int count, int orders)
    {
        const int PerOrder = 500;
        var frequencies = new Dictionary<int, int>();
        var root = RandomKey.FromSeed(9);
        for (int trial = 0; trial < orders * PerOrder; trial++)
        {
            var permutation = new Permutation(root.Derive((ulong)trial), count);
            int order = 0;
            for (int i = 0; i < count; i++) order = (order * count) + permutation[i];
            frequencies[order] = frequencies.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(orders, frequencies.Count);
        double chiSquare = frequencies.Values.Sum(frequency => (frequency - PerOrder) * (double)(frequency - PerOrder) / PerOrder);
        Assert.InRange(chiSquare, 0, orders - 1 + (5 * Math.Sqrt(2.0 * (orders - 1))));
    }

    // Positions in tenths against numbers in tenths: an order that follows the old one at all shows here.
    [Theory]
    [InlineData(1_000)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void Numbers_AreIndependentOfPositions(int count)
    {
        int[] cells = new int[100];
        int keys = Math.Max(1, 200_000 / count);
        for (int trial = 0; trial < keys; trial++)
        {
            var permutation = new Permutation(RandomKey.FromSeed(trial), count);
            for (int i = 0; i < count; i++) cells[((int)((long)i * 10 / count) * 10) + (int)((long)permutation[i] * 10 / count)]++;
        }

        double expected = (double)keys * count / 100;
        double chiSquare = cells.Sum(cell => (cell - expected) * (cell - expected) / expected);

        // 81 degrees of freedom: both margins are fixed.
        Assert.InRange(chiSquare, 35, 150);
    }

    [Fact]
    public void Neighbours_AreFarApart_AndDifferFromKeyToKey()
    {
        const int Count = 100_000;
        var a = new Permutation(RandomKey.FromSeed(1), Count);
        var b = new Permutation(RandomKey.FromSeed(2), Count);
        double distance = 0;
        int equal = 0;
        for (int i = 1; i < Count; i++)
        {
            distance += Math.Abs(a[i] - a[i - 1]);
            if (a[i] == b[i]) equal++;
        }

        Assert.InRange(distance / Count, Count / 3.0 * 0.98, Count / 3.0 * 1.02);
        Assert.InRange(equal, 0, 8);
    }

    // A checkpoint in the middle of an epoch depends on this order.
    [Fact]
    public void Order_IsFixed() =>
        Assert.Equal([2, 1, 9, 8, 5, 4, 3, 7, 0, 6], Enumerable.Range(0, 10).Select(i => new Permutation(RandomKey.FromSeed(42), 10)[i]));

    [Fact]
    public void Index_AllocatesNothing()
    {
        var permutation = new Permutation(RandomKey.FromSeed(1), 1000);
        int sum = permutation[0];
        long before = GC.GetAllocatedBytesForCurrentThread();
        permutation = new Permutation(RandomKey.FromSeed(2), 1000);
        for (int i = 0; i < 1000; i++) sum += permutation[i];
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(5, -1)]
    public void Index_Throws_WhenOutsideTheRange(int count, int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Permutation(RandomKey.FromSeed(1), count)[index]);

    [Fact]
    public void Constructor_Throws_WhenCountIsNegative() => Assert.Throws<ArgumentOutOfRangeException>(() => new Permutation(RandomKey.FromSeed(1), -1));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(17)]
    [InlineData(300)]
    [InlineData(70_000)]
    public void Fill_GivesWhatTheIndexerGives(int count)
    {
        var permutation = new Permutation(RandomKey.FromSeed(3), count);
        foreach ((int first, int length) in new[] { (0, Math.Min(count, 300)), (count / 3, count / 2 > 400 ? 400 : count / 2), (count - 1, 1), (count, 0) })
        {
            int[] numbers = new int[length];
            permutation.Fill(first, numbers);
            Assert.Equal(Enumerable.Range(first, length).Select(i => permutation[i]), numbers);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => permutation.Fill(1, new int[count]));
        Assert.Throws<ArgumentOutOfRangeException>(() => permutation.Fill(-1, []));
    }
}
