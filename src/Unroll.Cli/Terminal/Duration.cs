using System.Globalization;

namespace Unroll.Cli.Terminal;

/// <summary>Times in words.</summary>
static class Duration
{
    /// <summary>"2:10", "1:02:10".</summary>
    public static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
