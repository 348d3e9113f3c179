using System.Globalization;

namespace Unroll.Cli.Terminal;

/// <summary>Counts in words.</summary>
static class Quantity
{
    /// <summary>"1 step", "1,200 steps".</summary>
    public static string Text(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}{(count == 1 ? "" : "s")}");
}
