using Unroll.Randomness;

namespace Unroll.Tests.Randomness;

public sealed class RandomStreamTests
{
    [Fact]
    public void NextUInt32_GivesPhiloxBlocks_InOrder()
    {
        var stream = new RandomStream(new RandomKey(0));
        uint[] first = [stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32()];
        Assert.Equal([0x6627E8D5u, 0xE169C58Du, 0xBC57AC4Cu, 0x9B00DBD8u], first);
        Assert.Equal(4, stream.Position);
        Assert.DoesNotContain(stream.NextUInt32(), first);
    }

    [Fact]
    public void Position_ResumesTheStream()
    {
        var key = RandomKey.FromSeed(5);
        var original = new RandomStream(key);
        for (int i = 0; i < 7; i++) _ = original.NextNormal();
        _ = original.NextInt32(10);
        _ = original.NextSingle();
        var resumed = new RandomStream(key) { Position = original.Position };
        for (int i = 0; i < 20; i++) Assert.Equal(original.NextNormal(), resumed.NextNormal());
        Assert.Equal(original.Position, resumed.Position);
        long here = original.Position;
        double value = original.NextDouble();
        original.Position = here;
        Assert.Equal(value, original.NextDouble());
    }

    [Fact]
    public void Position_Throws_WhenNegative() => Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(new RandomKey(1)) { Position = -1 });

    [Fact]
    public void NextDouble_IsUniform()
    {
        var stream = new RandomStream(RandomKey.FromSeed(1));
        int[] counts = new int[100];
        for (int i = 0; i < 1_000_000; i++) counts[(int)(stream.NextDouble() * 100)]++;
        Assert.InRange(ChiSquare(counts, 10_000), 55, 155);
    }

    [Fact]
    public void NextSingle_IsUniform_AndBelowOne()
    {
        var stream = new RandomStream(RandomKey.FromSeed(2));
        int[] counts = new int[100];
        for (int i = 0; i < 1_000_000; i++)
        {
            float value = stream.NextSingle();
            Assert.InRange(value, 0f, 1f - (1f / (1 << 24)));
            counts[(int)(value * 100)]++;
        }

        Assert.InRange(ChiSquare(counts, 10_000), 55, 155);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(65)]
    [InlineData(1000)]
    public void NextInt32_IsUniform(int bound)
    {
        var stream = new RandomStream(RandomKey.FromSeed(3));
        int[] counts = new int[bound];
        for (int i = 0; i < 1000 * bound; i++) counts[stream.NextInt32(bound)]++;

        // Mean bound − 1, standard deviation √(2 (bound − 1)).
        double deviation = Math.Sqrt(2.0 * (bound - 1));
        Assert.InRange(ChiSquare(counts, 1000), bound - 1 - (5 * deviation), bound - 1 + (5 * deviation));
    }

    // With a plain product, numbers below a third of this bound would come up twice as often as the others.
    [Fact]
    public void NextInt32_HasNoBias_WhenBoundIsLarge()
    {
        const int Bound = 3 << 29;
        var stream = new RandomStream(RandomKey.FromSeed(4));
        int[] remainders = new int[3];
        for (int i = 0; i < 300_000; i++) remainders[stream.NextInt32(Bound) % 3]++;
        Assert.InRange(ChiSquare(remainders, 100_000), 0, 15);
        Assert.True(stream.Position > 300_000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NextInt32_Throws_WhenBoundIsNotPositive(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(new RandomKey(1)).NextInt32(bound));

    [Fact]
    public void NextNormal_HasTheMomentsOfTheNormalDistribution()
    {
        const int Count = 1_000_000;
        var stream = new RandomStream(RandomKey.FromSeed(6));
        double sum = 0, squares = 0, cubes = 0, fourths = 0;
        int beyondTwo = 0;
        for (int i = 0; i < Count; i++)
        {
            double value = stream.NextNormal();
            sum += value;
            squares += value * value;
            cubes += value * value * value;
            fourths += value * value * value * value;
            if (Math.Abs(value) > 2) beyondTwo++;
        }

        Assert.InRange(sum / Count, -0.005, 0.005);
        Assert.InRange(squares / Count, 0.993, 1.007);
        Assert.InRange(cubes / Count, -0.02, 0.02);
        Assert.InRange(fourths / Count, 2.95, 3.05);
        Assert.InRange(beyondTwo / (double)Count, 0.0445, 0.0465);
    }

    // Bits that a checkpoint's continuation depends on, on every platform.
    [Fact]
    public void NextNormal_GivesTheSameBitsEverywhere()
    {
        var stream = new RandomStream(RandomKey.FromSeed(7));
        ulong hash = 14695981039346656037;
        for (int i = 0; i < 10_000; i++) hash = (hash ^ BitConverter.DoubleToUInt64Bits(stream.NextNormal())) * 1099511628211;
        Assert.Equal(13217510783065269294UL, hash);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(3)]
    [InlineData(4 * ((1L << 32) - 100))]
    public void FillNormal_GivesTheNumbersOfNextNormal(long position)
    {
        RandomStream one = new(RandomKey.FromSeed(8)) { Position = position }, many = new(RandomKey.FromSeed(8)) { Position = position };
        double[] numbers = new double[300];
        many.FillNormal(numbers.AsSpan(0, 50));
        many.FillNormal(numbers.AsSpan(50));
        Assert.All(numbers, number => Assert.Equal(one.NextNormal(), number));
        Assert.Equal(one.NextUInt32(), many.NextUInt32());
        Assert.Equal(one.Position, many.Position);
    }

    static double ChiSquare(int[] counts, double expected) => counts.Sum(count => (count - expected) * (count - expected) / expected);
}
