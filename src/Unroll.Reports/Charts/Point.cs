namespace Unroll.Reports.Charts;

/// <summary>A value in a chart.</summary>
/// <param name="X">Along the horizontal: a number, a day number, or the place of a category.</param>
/// <param name="Y">Along the vertical; NaN for a gap.</param>
/// <param name="Low">The lower end of its interval; NaN for none.</param>
/// <param name="High">The upper end.</param>
readonly record struct Point(double X, double Y, double Low = double.NaN, double High = double.NaN)
{
    public bool HasInterval => double.IsFinite(Low) && double.IsFinite(High);
}
