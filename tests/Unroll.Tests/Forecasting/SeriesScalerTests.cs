using Unroll.Forecasting;

namespace Unroll.Tests.Forecasting;

public sealed class SeriesScalerTests
{
    static readonly Series s_series = new Series("s").With("a", [10, 20, 14]).With("b", [5, 5, 5]).With("c", [0.1, 0.1, 0.1]);

    [Fact]
    public void Fit_MinMax_BringsTheTrainingPartTo0And1()
    {
        SeriesScaler scaler = Fit(SeriesScaling.MinMax);
        Assert.Equal([0, 1, 0.4], Scaled(scaler, 0));
        Assert.Equal([0, 0, 0], Scaled(scaler, 1));
        Assert.Equal((-1, 2), (scaler.Columns[0].Apply(0), scaler.Columns[0].Apply(30)));
    }

    [Fact]
    public void Fit_Standard_GivesMean0AndDeviation1()
    {
        SeriesScaler scaler = Fit(SeriesScaling.Standard);
        double mean = 44 / 3.0, deviation = Math.Sqrt(((10 - mean) * (10 - mean) + (20 - mean) * (20 - mean) + (14 - mean) * (14 - mean)) / 3);
        Assert.Equal([mean, 5, 0.1], scaler.Columns.Select(column => column.Offset));
        Assert.Equal([deviation, 1, 1], scaler.Columns.Select(column => column.Scale));
        Assert.Equal(0, Scaled(scaler, 0).Sum(), 1e-12);
    }

    [Theory]
    [InlineData(SeriesScaling.MinMax)]
    [InlineData(SeriesScaling.Standard)]
    [InlineData(SeriesScaling.None)]
    public void Fit_KeepsTheRange_AndRestoreUndoesApply(SeriesScaling scaling)
    {
        ColumnScale scale = Fit(scaling).Columns[0];
        Assert.Equal((10, 20), (scale.Least, scale.Most));
        foreach (double value in (double[])[10, 14, 20, -7.5, 1e6])
            Assert.Equal(value, scale.Restore(scale.Apply(value)), 1e-9);
    }

    static SeriesScaler Fit(SeriesScaling scaling) =>
        SeriesScaler.Fit(new ForecastFrame(1, 1) { Targets = ["a"], Past = ["b", "c"], Scaling = scaling }, [s_series]);

    static double[] Scaled(SeriesScaler scaler, int column) => [.. s_series.Values(scaler.Columns[column].Column).Select(scaler.Columns[column].Apply)];
}
