using Unroll.Reports.Charts;
using Unroll.Reports.Runs;
using Unroll.Studies.Tasks.Forecasts;
using Unroll.Studies.Tasks.Smoothing;
using Unroll.Studies.Tasks.Stocks;

namespace Unroll.Reports.Tests.Runs;

public sealed class FanSectionTests
{
    [Fact]
    public void Fan_ShowsTheWindow_TheFirstForecast_AndItsInterval()
    {
        using RunSample run = new RunSample(new ForecastConfiguration { Interval = 80 })
            .Write("windows.csv", "series,target,time,value\nload,kW,0,5\nload,kW,1,6\n")
            .Write("forecasts.csv", "series,target,time,step,actual,predicted,lower,upper,naive\n"
                + "load,kW,2,1,7,8,6,9,6\nload,kW,3,2,9,8,5,10,6\nload,kW,4,1,1,1,1,1,1\n")
            .Write("steps.csv", "step,mae,rmse,naiveMae,driftMae,coverage\n1,1,1,2,3,0.5\n2,2,2,3,4,0.75\n");
        XyChart[] charts = [.. FanSection.Of(run.Files).Cast<XyChart>()];
        Assert.Equal(["load, kW, first forecast of the test", "Mean absolute error by step ahead", "Share inside the interval by step ahead"],
            charts.Select(chart => chart.Title));
        Assert.Equal(["naive forecast", "forecast", "what came"], charts[0].Series.Select(series => series.Name));
        Assert.Equal([new Point(1, 8, 6, 9), new Point(2, 8, 5, 10)], charts[0].Series[1].Points);
        Assert.Equal([new Point(-1, 5), new Point(0, 6), new Point(1, 7), new Point(2, 9)], charts[0].Series[2].Points);
        Assert.Equal(["model", "naive"], charts[1].Series.Select(series => series.Name));
        Assert.Equal([new Point(1, 0.8), new Point(2, 0.8)], charts[2].Series[0].Points);
        Assert.Contains("class=\"band", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_HaveAChartForEachTarget()
    {
        using RunSample run = new RunSample(new ForecastConfiguration())
            .Write("steps.csv", "target,step,mae,rmse,naiveMae\nkW,1,1,1,2\nkW,2,2,2,3\nm3,1,100,100,200\nm3,2,200,200,300\n");
        XyChart[] charts = [.. FanSection.Of(run.Files).Cast<XyChart>()];
        Assert.Equal(["Mean absolute error by step ahead, kW", "Mean absolute error by step ahead, m3"], charts.Select(chart => chart.Title));
        Assert.Equal([new Point(1, 200), new Point(2, 300)], charts[1].Series[1].Points);
    }

    [Fact]
    public void Smoothing_HasFansToo_AndItsErrorsAsPercentages()
    {
        using RunSample run = new RunSample(new SmoothingConfiguration { Interval = 90 })
            .Write("windows.csv", "series,target,time,value\nH1,value,0,5\n")
            .Write("forecasts.csv", "series,target,time,step,actual,predicted,lower,upper,seasonalNaive\nH1,value,1,1,7,8,6,9,6\nH1,value,2,2,9,8,5,10,6\n")
            .Write("steps.csv", "step,smape,coverage\n1,4,0.5\n2,6,1\n");
        XyChart[] charts = [.. FanSection.Of(run.Files).Cast<XyChart>()];
        Assert.Equal(["H1, first forecast of the test", "sMAPE by step ahead", "Share inside the interval by step ahead"], charts.Select(chart => chart.Title));
        Assert.Equal([new Point(1, 4), new Point(2, 6)], Assert.Single(charts[1].Series).Points);
        Assert.Equal([new Point(1, 0.9), new Point(2, 0.9)], charts[2].Series[0].Points);
    }

    [Fact]
    public void Compared_HasRoundedNumbers_AndNamesInWords()
    {
        using RunSample run = new RunSample(new ForecastConfiguration())
            .Write("baselines.csv", "forecast,rmse,scaledMse\nmodel,1.23456789012,2\nseasonalNaive,2,3\n");
        Assert.Equal("1.2346", FanSection.Compared(run.Files)!.Rows[0][1].Text);
        Assert.Equal("seasonal naive", FanSection.Compared(run.Files)!.Rows[1][0].Text);
        Assert.Contains("scaled mse", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Charts_AreNone_OfAnotherTask_OrWithoutTables()
    {
        using RunSample other = new(new StocksConfiguration()), empty = new(new ForecastConfiguration());
        Assert.Empty(FanSection.Of(other.Files));
        Assert.Empty(FanSection.Of(empty.Files));
        Assert.Null(FanSection.Compared(other.Files));
    }
}
