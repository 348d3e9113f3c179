using Unroll.Forecasting;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tasks.Forecasts;

/// <summary>Values beyond all that a forecaster has learned. Targets that each window scales by itself have no such range.</summary>
static class UnknownValues
{
    /// <summary>A remark for each column that has some.</summary>
    /// <param name="forecaster">Knows the ranges.</param>
    /// <param name="columns">The columns to look at.</param>
    /// <param name="values">The values of a column, of all series.</param>
    /// <param name="what">What they are called: "values of the test".</param>
    public static IEnumerable<string> Remarks(Forecaster forecaster, IEnumerable<string> columns, Func<string, IEnumerable<double>> values, string what)
    {
        ForecastFrame frame = forecaster.Frame;
        foreach (string column in columns.Where(column => frame.WindowScaling == WindowScaling.None || !frame.Targets.Contains(column)))
        {
            ColumnScale scale = forecaster.Scaler!.Columns.First(one => one.Column == column);
            if (scale is { Least: { } least, Most: { } most }
                && new LearnedRange(least, most).DescribeOutside(column, [.. values(column).Where(double.IsFinite)], what) is { } remark)
                yield return remark;
        }
    }
}
