using Unroll.Randomness;
using Unroll.Text;

namespace Unroll.Tests.Text;

public class SamplerTests
{
    static readonly float[] s_logits = [MathF.Log(0.1f), MathF.Log(0.4f), MathF.Log(0.2f), MathF.Log(0.3f)];

    [Fact]
    public void Next_FollowsTheProbabilities_AtTemperatureOne() => AssertShares([0.1, 0.4, 0.2, 0.3], new SamplingOptions());

    [Fact]
    public void Next_SharpensTheProbabilities_BelowOne()
    {
        double[] squares = [0.01, 0.16, 0.04, 0.09];
        AssertShares([.. squares.Select(square => square / 0.3)], new SamplingOptions { Temperature = 0.5f });
    }

    [Fact]
    public void Next_TakesTheLikeliest_AtTemperatureZero() => AssertShares([0, 1, 0, 0], new SamplingOptions { Temperature = 0 });

    [Fact]
    public void Next_NeverTakesWhatIsExcluded()
    {
        AssertShares([1 / 3.0, 0, 2 / 3.0, 0], new SamplingOptions { Excluded = [1, 3] });
        AssertShares([0, 0, 1, 0], new SamplingOptions { Excluded = [1, 3], Temperature = 0 });
    }

    [Fact]
    public void Next_KeepsTheLikeliest_WithTopK() => AssertShares([0, 4 / 7.0, 0, 3 / 7.0], new SamplingOptions { TopK = 2 });

    [Theory]
    [InlineData(0.39f, new[] { 0, 1.0, 0, 0 })]
    [InlineData(0.65f, new[] { 0, 4 / 7.0, 0, 3 / 7.0 })]
    [InlineData(0.85f, new[] { 0, 4 / 9.0, 2 / 9.0, 3 / 9.0 })]
    public void Next_KeepsTheNucleus_WithTopP(float topP, double[] shares) => AssertShares(shares, new SamplingOptions { TopP = topP });

    /// <summary>Symbols of equal weight, whose sums are exact: the nucleus ends with the symbol that reaches the bound, not with the one after it.</summary>
    [Theory]
    [InlineData(0.25f, 1)]
    [InlineData(0.5f, 2)]
    [InlineData(0.75f, 3)]
    [InlineData(0.76f, 4)]
    public void Next_EndsTheNucleus_WhereTheSumEqualsTopP(float topP, int allowed)
    {
        var sampler = new Sampler(4, new SamplingOptions { TopP = topP }, new RandomStream(RandomKey.FromSeed(3)));
        Assert.Equal(Enumerable.Range(0, allowed), Enumerable.Range(0, 200).Select(_ => sampler.Next([0, 0, 0, 0])).Distinct().Order());
    }

    [Fact]
    public void Next_PrefersTheFirst_OfEqualSymbols()
    {
        var sampler = new Sampler(4, new SamplingOptions { TopK = 1 }, new RandomStream(default));
        Assert.Equal(1, sampler.Next([0, 2, 2, 2]));
        var two = new Sampler(5, new SamplingOptions { TopK = 2 }, new RandomStream(default));
        for (int i = 0; i < 100; i++)
            Assert.InRange(two.Next([0, 3, 3, 3, 3]), 1, 2);
    }

    [Fact]
    public void Next_IsRepeatable_FromTheSameKey()
    {
        var first = new Sampler(4, new SamplingOptions(), new RandomStream(RandomKey.FromSeed(2)));
        var second = new Sampler(4, new SamplingOptions(), new RandomStream(RandomKey.FromSeed(2)));
        Assert.Equal(Enumerable.Range(0, 50).Select(_ => first.Next(s_logits)), Enumerable.Range(0, 50).Select(_ => second.Next(s_logits)));
    }

    [Theory]
    [InlineData(1, float.NaN)]
    [InlineData(float.NaN, 1)]
    [InlineData(1, float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity)]
    public void Next_Throws_WhenTheModelIsBroken(float first, float second)
    {
        foreach (float temperature in new[] { 0, 1f })
        {
            var sampler = new Sampler(2, new SamplingOptions { Temperature = temperature }, new RandomStream(default));
            var error = Assert.Throws<NotFiniteNumberException>(() => sampler.Next([first, second]));
            Assert.Contains("predictions are not finite numbers", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Next_NeverTakesASymbolOfProbabilityZero() =>
        Assert.Equal(1, new Sampler(2, new SamplingOptions(), new RandomStream(default)).Next([float.NegativeInfinity, -3e38f]));

    [Fact]
    public void Next_AllocatesNothing()
    {
        var sampler = new Sampler(4, new SamplingOptions { TopK = 3, TopP = 0.9f }, new RandomStream(default));
        sampler.Next(s_logits);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            sampler.Next(s_logits);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 0, 0)]
    [InlineData(float.NaN, 0, 1)]
    public void Check_Throws_ForValuesWithoutMeaning(float temperature, int topK, float topP) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP }.Check());

    static void AssertShares(double[] shares, SamplingOptions options)
    {
        const int count = 40_000;
        var sampler = new Sampler(4, options, new RandomStream(RandomKey.FromSeed(1)));
        int[] counts = new int[4];
        for (int i = 0; i < count; i++)
            counts[sampler.Next(s_logits)]++;
        for (int i = 0; i < 4; i++)
            Assert.InRange(counts[i] / (double)count, shares[i] - (shares[i] is 0 or 1 ? 0 : 0.012), shares[i] + (shares[i] is 0 or 1 ? 0 : 0.012));
    }
}
