using System.Globalization;

namespace Unroll.Training;

/// <summary>Numbers as Keras prints them: four decimals, or four and an exponent where that would lose them, or have no end.</summary>
static class MetricFormat
{
    /// <summary>0.1234, 1.2340e-05 or 1.2340e+15.</summary>
    public static string Format(double value) => Math.Abs(value) is > 1e-3 and < 1e12 || value == 0 || !double.IsFinite(value)
        ? value.ToString("F4", CultureInfo.InvariantCulture)
        : value.ToString("0.0000e+00", CultureInfo.InvariantCulture);
}
