using System.Globalization;

namespace Unroll.Studies;

/// <summary>Counts in words.</summary>
public static class Quantity
{
    /// <summary>"1 step", "1,200 steps".</summary>
    /// <param name="count">How many.</param>
    /// <param name="unit">What one of them is called.</param>
    public static string Text(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}{(count == 1 ? "" : "s")}");
}
