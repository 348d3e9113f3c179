using System.Globalization;
using System.Text.Json;

namespace Unroll.Studies.Tuning;

/// <summary>
/// Real numbers between two ends, both included, with four significant digits, or with as many as a narrow range needs: a configuration can be read, and a
/// difference beyond them is none.
/// </summary>
sealed class NumberRange(string setting, double low, double high, bool isLogarithmic) : NumericRange(setting, low, high, isLogarithmic)
{
    const int Digits = 4, MostDigits = 17;

    public override long? Count => null;

    protected override double Nearest(double number)
    {
        int digits = Math.Clamp(Digits + Exponent(number) - Exponent(High - Low), Digits, MostDigits);
        return Math.Clamp(double.Parse(number.ToString($"G{digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), Low, High);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Setting}: {(IsLogarithmic ? "log" : "uniform")} {Low:R} to {High:R}");

    public override JsonElement ToJson(double value) => JsonElement.Parse(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The power of ten of a number's first digit.</summary>
    static int Exponent(double number) => int.Parse(number.ToString("E0", CultureInfo.InvariantCulture).Split('E')[1], CultureInfo.InvariantCulture);
}
