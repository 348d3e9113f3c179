using System.ComponentModel;
using System.Diagnostics;

namespace Unroll.Cli.Commands;

/// <summary>Opens a page as the desktop does.</summary>
static class PageOpener
{
    /// <summary>So long is waited for an opener to fail; one that works may stay as long as its browser.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>Opens a page; why it could not be opened, or null.</summary>
    public static string? Open(string path)
    {
        string page = Path.GetFullPath(path);
        return OperatingSystem.IsWindows() ? Start(new ProcessStartInfo(page) { UseShellExecute = true }, "a browser")
            : OperatingSystem.IsMacOS() ? InShell("open", page)
            : InShell("xdg-open", page);
    }

    /// <summary>The shell takes away what the opener says: results on standard output stay whole.</summary>
    static string? InShell(string opener, string page) =>
        Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1", opener, page]), opener);

    static string? Start(ProcessStartInfo start, string opener)
    {
        try
        {
            using var process = Process.Start(start);
            const int NotFound = 127;
            return process is null || !process.WaitForExit(s_patience) || process.ExitCode == 0 ? null
                : process.ExitCode == NotFound ? $"there is no {opener} on this machine"
                : $"{opener} found nothing to open it with";
        }
        catch (Win32Exception error)
        {
            return error.Message.TrimEnd('.');
        }
    }
}
