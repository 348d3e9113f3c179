using Unroll.Forecasting.Hybrid;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Forecasts;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Forecasts;

/// <summary>Short trainings on the last years of some of M4's weekly series; the settings of the study take minutes.</summary>
public sealed class SmoothingCompetitionTests
{
    [DataTheory("m4-weekly")]
    [InlineData(60)]
    public void Run_BeatsTheNaiveForecast_OnWeeklySeries(int count)
    {
        var set = SeriesSet.Load("m4-weekly");
        double[][] series = [.. set.Series.Take(count).Select(one => one["value"].ToArray())];
        double[][] actual = [.. set.Test!.Take(count).Select(one => one["value"].ToArray())];
        var forecaster = new SmoothingForecaster { Horizon = 13, Window = 52, Dilations = [[1, 2], [4]], Units = 8, Epochs = 15, CalibrationOrigins = 1 };
        SmoothingCompetition result = SmoothingCompetition.Run(
            forecaster, [.. series.Select(one => one[^Math.Min(200, one.Length)..])], actual, season: 1);
        Assert.True(result.Score.Owa < 0.95, $"{result.Score}");
        Assert.InRange(result.Coverage, 0.85, 1);
        Assert.Equal(count, result.Forecasts.Count);
    }

    [Fact]
    public void Settings_AreThoseOfTheCompetitionsHorizons() =>
        Assert.Equal((48, 13), (SmoothingCompetition.Hourly().Horizon, SmoothingCompetition.Weekly().Horizon));
}
