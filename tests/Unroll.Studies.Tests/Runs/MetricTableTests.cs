using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Studies.Tests.Runs;

public sealed class MetricTableTests
{
    [Fact]
    public void Of_GivesEachShareAColumn_AndAMetricARow()
    {
        Table table = MetricTable.Of([.. new[] { "rmse.AAPL", "mape.AAPL", "rmse.BRK.B", "mape.BRK.B" }.Select((key, place) => MetricValue.FromKey(key, place))]);
        Assert.Equal("metric,AAPL,BRK.B\nrmse,0,2\nmape,1,3\n", table.ToCsv());
    }

    [Fact]
    public void Of_GivesEachWordARow_WhenTheyHaveFewMetrics() =>
        Assert.Equal(",completion\nhello,0\nworld,1\nall,0.5\n",
            MetricTable.Of([new("completion", 0, "hello"), new("completion", 1, "world"), new("completion", 0.5)]).ToCsv());

    [Fact]
    public void Of_GivesWhatTheModelIsSeenBeside_ATableOfItsOwn()
    {
        MetricValue[] metrics = [new("loss", 1), new("rSquared", 2), new("rmse", 3), new("naiveRmse", 4), new("naive2Rmse", 5), new("naive2RSquared", 6)];
        Assert.Equal(["metric,value\nloss,1\nr squared,2\nrmse,3\n", "forecast,rmse,r squared\nmodel,3,2\nnaive,4,\nnaive2,5,6\n"],
            MetricTable.Of(new Evaluation(metrics) { Beside = ["naive", "naive2"] }).Select(table => table.ToCsv()));
        Assert.Equal(MetricTable.Of(metrics).ToCsv(), Assert.Single(MetricTable.Of(new Evaluation(metrics))).ToCsv());
    }

    [Fact]
    public void OfEpoch_PutsTrainingAndValidationSideBySide() =>
        Assert.Equal("metric,training,validation\nloss,2,3\nbest epoch,4,\n",
            MetricTable.OfEpoch(new Dictionary<string, double> { ["trainingLoss"] = 2, ["validationLoss"] = 3, ["bestEpoch"] = 4 }).ToCsv());

    [Theory]
    [InlineData("accuracy", "accuracy", "")]
    [InlineData("rmse.BRK.B", "rmse", "BRK.B")]
    public void FromKey_TakesANameApart(string key, string name, string of)
    {
        var metric = MetricValue.FromKey(key, 1);
        Assert.Equal((name, of, key), (metric.Name, metric.Of, metric.Key));
    }
}
