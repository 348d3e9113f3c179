using System.Globalization;

namespace Unroll.Metrics;

/// <summary>Numbers with a fixed number of decimals as Python prints them: the exact value is rounded, a tie to the even digit (0.125 → 0.12).</summary>
static class DecimalFormat
{
    // A double that is no tie of so few decimals shows it within as many digits more.
    const int TieDigits = 60;

    public static string Format(double value, int decimals)
    {
        string rounded = value.ToString("F" + decimals, CultureInfo.InvariantCulture);
        string exact = value.ToString("F" + (decimals + TieDigits), CultureInfo.InvariantCulture);
        int cut = exact.Length - TieDigits;
        bool isTie = double.IsFinite(value) && exact[cut] == '5' && exact.AsSpan(cut + 1).Trim('0').IsEmpty;
        if (!isTie)
            return rounded;

        // The standard format rounds ties away from zero; below lies the other neighbor.
        string truncated = exact[..cut].TrimEnd('.');
        return (truncated[^1] - '0') % 2 == 0 ? truncated : rounded;
    }
}
