using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class ThetaTests
{
    static readonly double[] s_series = [12, 15, 13, 18, 17, 21, 20, 19, 25, 24];

    /// <summary>The mean of the regression's line and a flat one (Hyndman and Billah, 2003).</summary>
    [Fact]
    public void Forecast_RisesByHalfOfTheRegressionsSlope()
    {
        double middle = 4.5, mean = s_series.Average();
        double squares = Enumerable.Range(0, 10).Sum(time => (time - middle) * (time - middle));
        double slope = s_series.Select((value, time) => (time - middle) * (value - mean)).Sum() / squares;
        double[] forecast = new Theta().Forecast(s_series, 4);
        for (int step = 1; step < 4; step++)
            Assert.Equal(slope / 2, forecast[step] - forecast[step - 1], 1e-9);
        double[] curved = [.. s_series.Select((value, time) => (2 * value) - (mean + (slope * (time - middle))))];
        Assert.Equal((new ExponentialSmoothing(SmoothingTrend.None).Fit(curved).Level + mean + (slope * (10 - middle))) / 2, forecast[0], 1e-9);
    }
}
