using Unroll.Studies.Data.Prices;

namespace Unroll.Studies.Tests.Data.Prices;

public sealed class TimeSplitTests
{
    [Fact]
    public void ByShare_PutsTheTestBehindTheTraining()
    {
        Assert.Equal(new TimeSplit(0, 1811, 2264), TimeSplit.ByShare(2264, 0.8));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.ByShare(10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.ByShare(10, double.NaN));
    }

    [Fact]
    public void WalkForward_CoversTheLastDaysOnce_AndTrainsOnTheDaysBefore()
    {
        Assert.Equal([new(0, 70, 80), new(0, 80, 90), new(0, 90, 100)], TimeSplit.WalkForward(100, folds: 3, testDays: 10));
        Assert.Equal([new(20, 70, 80), new(30, 80, 90), new(40, 90, 100)], TimeSplit.WalkForward(100, folds: 3, testDays: 10, trainingDays: 50));
    }

    [Fact]
    public void WalkForward_SaysHowManyDaysAreNeeded() => Assert.Contains("80 are needed",
        Assert.Throws<InputException>(() => TimeSplit.WalkForward(79, folds: 3, testDays: 10, trainingDays: 50)).Message, StringComparison.Ordinal);
}
