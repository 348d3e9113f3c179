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

    [Fact]
    public void WalkForward_TakesExactlyTheDaysThatAreNeeded()
    {
        Assert.Equal(3, TimeSplit.WalkForward(31, folds: 3, testDays: 10).Count);
        string any = Assert.Throws<InputException>(() => TimeSplit.WalkForward(30, 3, 10)).Message;
        string seven = Assert.Throws<InputException>(() => TimeSplit.WalkForward(30, 3, 10, 7)).Message;
        Assert.Contains("with 1 days of training before them: 31 are needed", any, StringComparison.Ordinal);
        Assert.Contains("with 7 days of training before them", seven, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.ByShare(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.WalkForward(30, 0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.WalkForward(30, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSplit.WalkForward(30, 1, 1, 0));
    }
}
