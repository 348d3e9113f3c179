namespace Unroll.Forecasting;

/// <summary>The forecasts of a <see cref="Backtest"/> beside the values that came.</summary>
public sealed class BacktestResult
{
    readonly int _first, _stride;
    readonly double[][] _actual, _forecasts;

    internal BacktestResult(int first, int stride, double[][] actual, double[][] forecasts) =>
        (_first, _stride, _actual, _forecasts) = (first, stride, actual, forecasts);

    /// <summary>From how many origins.</summary>
    public int Origins => _actual.Length;

    /// <summary>How many values were forecast from each.</summary>
    public int Horizon => _actual[0].Length;

    /// <summary>How many values were known at an origin: the place of the first one that was forecast.</summary>
    /// <param name="origin">The origin, from 0, the oldest first.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such origin.</exception>
    public int PlaceOf(int origin) => _first + (Checked(origin) * _stride);

    /// <summary>The values that came after an origin.</summary>
    /// <param name="origin">The origin, from 0, the oldest first.</param>
    /// <inheritdoc cref="PlaceOf" path="/exception"/>
    public ReadOnlySpan<double> Actual(int origin) => _actual[Checked(origin)];

    /// <summary>The forecasts of them.</summary>
    /// <param name="origin">The origin, from 0, the oldest first.</param>
    /// <inheritdoc cref="PlaceOf" path="/exception"/>
    public ReadOnlySpan<double> Forecast(int origin) => _forecasts[Checked(origin)];

    /// <summary>A measure over all origins and steps.</summary>
    /// <param name="measure">A measure of actual values and forecasts, such as <see cref="PointMeasures.Mae"/>.</param>
    public double Measure(Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return measure([.. _actual.SelectMany(values => values)], [.. _forecasts.SelectMany(values => values)]);
    }

    /// <summary>A measure over all origins for each step of the horizon: how forecasts grow worse the further they reach.</summary>
    /// <param name="measure">A measure of actual values and forecasts, such as <see cref="PointMeasures.Mae"/>.</param>
    /// <returns>One number per step, the first step first.</returns>
    public double[] MeasureSteps(Func<ReadOnlySpan<double>, ReadOnlySpan<double>, double> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return [.. Enumerable.Range(0, Horizon).Select(step => measure(At(_actual, step), At(_forecasts, step)))];
    }

    int Checked(int origin) => (uint)origin < (uint)Origins
        ? origin
        : throw new ArgumentOutOfRangeException(nameof(origin), origin, $"Origins are numbered from 0 to {Origins - 1}.");

    static double[] At(double[][] values, int step) => [.. values.Select(row => row[step])];
}
