using System.Globalization;

namespace Unroll.Reports.Charts;

/// <summary>Numbers as people read them: four digits, thousands apart, no more.</summary>
static class NumberText
{
    public static string Of(double value)
    {
        double size = Math.Abs(value);
        return value switch
        {
            double.NaN => "–",
            double.PositiveInfinity => "∞",
            double.NegativeInfinity => "−∞",
            0 => "0",
            _ when size >= 1e9 || size < 1e-4 => Minus(value.ToString("0.###e+0", CultureInfo.InvariantCulture)),
            _ when size >= 1000 => Minus(value.ToString("#,0", CultureInfo.InvariantCulture)),
            _ => Minus(Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 8)).ToString("0.########", CultureInfo.InvariantCulture)),
        };
    }

    /// <summary>A number on an axis whose ticks lie a step apart.</summary>
    public static string OnAxis(double value, double step)
    {
        // A sum of steps can miss 0 by a rounding error.
        if (Math.Abs(value) < step / 1e6)
            return "0";
        double largest = Math.Abs(value);
        if (step < 1e-4 || largest >= 1e7)
            return Minus(value.ToString("0.##e+0", CultureInfo.InvariantCulture));
        int digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) + 0.4), 0, 6);
        digits = step * Math.Pow(10, digits) % 1 < 1e-9 && digits > 0 && step * Math.Pow(10, digits - 1) % 1 < 1e-9 ? digits - 1 : digits;
        return Minus(value.ToString("N" + digits, CultureInfo.InvariantCulture));
    }

    static string Minus(string text) => text.Replace("e+", "e", StringComparison.Ordinal).Replace('-', '−');
}
