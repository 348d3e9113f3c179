namespace Unroll.Cli.Terminal;

/// <summary>A share as a bar of characters.</summary>
static class ShareBar
{
    const int Width = 30;

    /// <summary>"[=====.....]".</summary>
    /// <param name="share">0 to 1.</param>
    public static string Text(double share)
    {
        int filled = (int)(Width * Math.Clamp(share, 0, 1));
        return $"[{new string('=', filled)}{new string('.', Width - filled)}]";
    }
}
