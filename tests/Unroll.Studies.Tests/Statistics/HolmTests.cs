using Unroll.Studies.Statistics;

namespace Unroll.Studies.Tests.Statistics;

public sealed class HolmTests
{
    /// <summary>R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") is 0.03, 0.06, 0.06, 0.02.</summary>
    [Fact]
    public void Correct_GivesThePublishedExample() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Correct([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Correct_LeavesOutWhatIsNotTested_AndStaysAtMostOne() =>
        Assert.Equal([1, double.NaN, 1, 0.03], Holm.Correct([0.9, double.NaN, 0.6, 0.01]));

    [Fact]
    public void Correct_LeavesASingleTestAlone() => Assert.Equal([0.04], Holm.Correct([0.04]));
}
