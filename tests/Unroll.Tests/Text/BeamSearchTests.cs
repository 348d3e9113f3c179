using Unroll.Tests.Support;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class BeamSearchTests
{
    const int Vocabulary = 4, End = 0;

    /// <summary>ln p of every id after a text, made from a number that belongs to the text.</summary>
    static float[] Next(IReadOnlyList<int> ids)
    {
        int seed = ids.Aggregate(1, (sum, id) => (sum * 5) + id);
        float[] weights = [.. RandomArray.Uniform(Vocabulary, seed, 0.05f, 1)];
        return [.. weights.Select(weight => MathF.Log(weight / weights.Sum()))];
    }

    static float[] Next(IReadOnlyList<BeamHypothesis> hypotheses) => [.. hypotheses.SelectMany(hypothesis => Next(hypothesis.Ids))];

    static IEnumerable<(int[] Ids, double Score)> AllTexts(int most, int[] ids, double score)
    {
        if (ids.Length == most || (ids.Length > 0 && ids[^1] == End))
            return [(ids, score)];
        float[] next = Next(ids);
        return Enumerable.Range(0, Vocabulary).SelectMany(id => AllTexts(most, [.. ids, id], score + next[id]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Run_FindsTheBestText_WithEnoughBeams(double penalty)
    {
        (int[] ids, double score) = AllTexts(5, [], 0).MaxBy(text => text.Score / Math.Pow(text.Ids.Length, penalty));
        BeamHypothesis best = new BeamSearch { Beams = 400, MaximalLength = 5, EndId = End, LengthPenalty = penalty }.Run(Next)[0];
        Assert.Equal(ids, best.Ids);
        Assert.Equal(score, best.LogProbability, 1e-6);
    }

    [Fact]
    public void Run_TakesTheMostProbableIdEachTime_WithOneBeam()
    {
        List<int> expected = [];
        while (expected.Count < 8 && !expected.Contains(End))
            expected.Add(Array.IndexOf(Next(expected), Next(expected).Max()));
        BeamHypothesis only = Assert.Single(new BeamSearch { Beams = 1, MaximalLength = 8, EndId = End }.Run(Next));
        Assert.Equal(expected, only.Ids);

        // One beam stops at its end, also where a longer text would count more.
        Assert.Equal([End], new BeamSearch { Beams = 1, MaximalLength = 8, EndId = End, LengthPenalty = 5 }
            .Run(_ => [-0.1f, -2.5f, -3, -4])[0].Ids);
    }

    [Fact]
    public void Run_SaysWhichHypothesisWasContinued_AndTakesTheFirstOfEquals()
    {
        List<BeamHypothesis> before = [];
        new BeamSearch { Beams = 3, MaximalLength = 6, EndId = End }.Run(hypotheses =>
        {
            foreach (BeamHypothesis hypothesis in hypotheses.Where(_ => before.Count > 0))
                Assert.Equal(before[hypothesis.Parent].Ids, hypothesis.Ids.SkipLast(1));
            before = [.. hypotheses];
            return Next(hypotheses);
        });
        Assert.Equal([1, 1], new BeamSearch { Beams = 1, MaximalLength = 2, EndId = End }
            .Run(hypotheses => [.. hypotheses.SelectMany(_ => new[] { -9f, -1, -1, -1 })])[0].Ids);
    }

    [Fact]
    public void Run_NeverTakesWhatIsImpossible()
    {
        IReadOnlyList<BeamHypothesis> found = new BeamSearch { Beams = 3, MaximalLength = 4, EndId = End }.Run(
            hypotheses => [.. hypotheses.SelectMany(_ => new[] { float.NegativeInfinity, -1, float.NegativeInfinity, float.NaN })]);
        Assert.Equal([1, 1, 1, 1], Assert.Single(found).Ids);
    }

    [Fact]
    public void Run_Throws_WhenTheRowsAreNotWhole()
    {
        int calls = 0;
        Assert.Equal("next", Assert.Throws<ArgumentException>(() => new BeamSearch { Beams = 2, EndId = 3 }
            .Run(hypotheses => ++calls == 1 ? [-1, -2, -3, -4] : new float[7])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch { Beams = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BeamSearch { MaximalLength = 0 });
    }
}
