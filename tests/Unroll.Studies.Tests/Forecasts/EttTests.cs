using Unroll.Forecasting;
using Unroll.Studies.Data.TimeSeries;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Forecasts;

public sealed class EttTests
{
    const int Month = 30 * 24, Window = 336;

    /// <summary>
    /// ETTh1 with the benchmark's split, 12 months for training and the last 4 of 20 for the test, all seven variables scaled by the training part. The paper of
    /// DLinear trained it by gradient descent and has an MSE and MAE of 0.375 and 0.399 for 96 hours, 0.405 and 0.416 for 192; the closed form comes a little
    /// below.
    /// </summary>
    [DataTheory("etth1")]
    [InlineData(96, 0.375, 0.399)]
    [InlineData(192, 0.405, 0.416)]
    public void DLinear_HasThePublishedErrors(int horizon, double mse, double mae)
    {
        const int Training = 12 * Month, Test = 16 * Month, End = 20 * Month;
        Series variables = SeriesSet.Load("etth1").Series[0];
        double[][] series = [.. variables.Columns.Select(column => Scale(variables[column][..End].ToArray(), Training))];
        DLinearFit fit = new DLinear(Window).Fit([.. series.Select(one => one[..Training])], horizon);
        (double Squares, double Absolute)[] errors = new (double, double)[End - Test - horizon + 1];
        Parallel.For(0, errors.Length, start =>
        {
            foreach (double[] one in series)
            {
                double[] forecast = fit.Forecast(one.AsSpan(Test + start - Window, Window), horizon);
                for (int step = 0; step < horizon; step++)
                {
                    double error = forecast[step] - one[Test + start + step];
                    errors[start] = (errors[start].Squares + (error * error), errors[start].Absolute + Math.Abs(error));
                }
            }
        });
        double values = 7.0 * horizon;
        Assert.InRange(errors.Average(error => error.Squares) / values, 0.97 * mse, mse);
        Assert.InRange(errors.Average(error => error.Absolute) / values, 0.97 * mae, mae);
    }

    static double[] Scale(double[] values, int training)
    {
        double mean = values.Take(training).Average();
        double deviation = Math.Sqrt(values.Take(training).Average(value => (value - mean) * (value - mean)));
        return [.. values.Select(value => (value - mean) / deviation)];
    }
}
