using Unroll.Studies.Tuning;

namespace Unroll.Studies.Tests.Tuning;

public sealed class PromotionRuleTests
{
    /// <summary>The losses of nine trials at three rungs; NaN where a trial never comes, infinity where it fails.</summary>
    static readonly double[][] s_curves =
    [
        [0.9, double.NaN], [0.5, 0.45, double.NaN], [0.7, double.NaN], [0.4, 0.2, 0.1], [0.8, double.NaN], [0.6, double.NaN], [0.3, 0.25, double.NaN],
        [0.55, double.NaN], [0.35, 0.1, 0.05],
    ];

    /// <summary>
    /// By hand, one of three going on: after trials 1 to 3 the best is 2; 4 is better, and of four still one goes on; 5 and 6 change nothing, as of six two
    /// go on and 4 and 2 have; 7 is among the best two of seven; with 2, 4 and 7 at the second rung 4 goes to the third; 9 is among the best three of nine,
    /// and at the second rung the best of four.
    /// </summary>
    [Fact]
    public void SuccessiveHalving_LetsTrialsGoOn_AsComputedByHand() =>
        Assert.Equal("1.0 2.0 3.0 2.1 4.0 4.1 5.0 6.0 7.0 7.1 4.2 8.0 9.0 9.1 9.2", Order(new SuccessiveHalving(3), s_curves));

    /// <summary>What failed is never among those that go on, even where all have.</summary>
    [Fact]
    public void SuccessiveHalving_PassesOverWhatFailed()
    {
        double inf = double.PositiveInfinity;
        Assert.Equal("1.0 2.0 3.0 4.0", Order(new SuccessiveHalving(2), [[inf], [inf], [inf], [inf]]));
        Assert.Equal("1.0 2.0 2.1 3.0", Order(new SuccessiveHalving(2), [[inf], [0.5, 0.4], [inf]]));
    }

    /// <summary>Equal losses: the earlier trial goes on.</summary>
    [Fact]
    public void SuccessiveHalving_TakesTheEarlier_OfEqualOnes() =>
        Assert.Equal("1.0 2.0 1.1 3.0 4.0 2.1 1.2", Order(new SuccessiveHalving(2), [[0.5, 0.5, 0.5], [0.5, 0.5], [0.5], [0.5]]));

    /// <summary>
    /// The first five go on at once; 6 is above their median, 0.5, and stops; 7 is not above the median of six, 0.55, but at the second rung above that of
    /// five, 0.4; 8 is above the median of seven, 0.5; 9 equals that of eight, 0.55, and at the second rung that of 1 to 5 and 7, 0.425.
    /// </summary>
    [Fact]
    public void MedianRule_StopsWhatIsWorseThanTheMedianBefore()
    {
        double[][] curves =
        [
            [0.3, 0.2, 0.1], [0.4, 0.3, 0.2], [0.5, 0.4, 0.3], [0.6, 0.5, 0.4], [0.7, 0.6, 0.5], [0.8, 0], [0.5, 0.45, 0], [0.6, 0], [0.55, 0.425, 0.3],
        ];
        Assert.Equal("1.0 1.1 1.2 2.0 2.1 2.2 3.0 3.1 3.2 4.0 4.1 4.2 5.0 5.1 5.2 6.0 7.0 7.1 8.0 9.0 9.1 9.2", Order(new MedianRule(), curves));
    }

    [Fact]
    public void NoPromotion_LetsNothingGoOn() => Assert.Equal("1.0 2.0", Order(new NoPromotion(), [[0.5], [0.4]]));

    /// <summary>The trials and rungs in the order in which a rule asks for them, each known before the next decision.</summary>
    static string Order(IPromotionRule rule, double[][] curves)
    {
        var outcomes = new List<TrialOutcome>();
        var begun = new HashSet<(int, int)>();
        for (int trials = 0; ;)
        {
            (int Trial, int Rung) next = rule.Next(outcomes, begun) ?? (trials < curves.Length ? (++trials, 0) : (0, 0));
            if (next.Trial == 0)
                return string.Join(' ', outcomes.Select(outcome => $"{outcome.Trial}.{outcome.Rung}"));
            Assert.True(begun.Add(next));
            outcomes.Add(new TrialOutcome(next.Trial, next.Rung, curves[next.Trial - 1][next.Rung], IsLast: next.Rung == 2));
        }
    }
}
