using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Unroll.Cli.Terminal;

/// <summary>Where a command writes, and how it is stopped.</summary>
/// <param name="Output">Results; made visible on a terminal, as they are in a file or a pipe.</param>
/// <param name="Error">Progress, messages and mistakes, made visible.</param>
/// <param name="Interactive">Whether <paramref name="Error"/> is a terminal, on which a bar can be redrawn.</param>
/// <param name="Columns">Its width.</param>
/// <param name="Cancellation">Set by Ctrl-C, by a request to terminate, and when the terminal is closed.</param>
/// <param name="ShowsOutput">Whether <paramref name="Output"/> is a terminal.</param>
sealed record Session(
    TextWriter Output, TextWriter Error, bool Interactive, int Columns, CancellationToken Cancellation, bool ShowsOutput = false)
{
    const int StandardOutput = 1;
    const int ColumnsOfAFile = 120;

    public TextWriter Output { get; } = ShowsOutput ? new VisibleWriter(Output) : Output;

    public TextWriter Error { get; } = new VisibleWriter(Error);

    /// <summary>Standard error for what redraws its line.</summary>
    public TextWriter Bar { get; } = new VisibleWriter(Error, redraws: true);

    public static Session FromConsole(CancellationToken cancellationToken)
    {
        Console.OutputEncoding = Encoding.UTF8;
        Console.SetOut(StandardStream.ForResults(Pipe() ?? Console.Out));
        Console.SetError(StandardStream.ForProgress(Console.Error));
        bool interactive = !Console.IsErrorRedirected;
        return new(Console.Out, Console.Error, interactive, interactive && Console.WindowWidth > 0 ? Console.WindowWidth : ColumnsOfAFile, cancellationToken,
            ShowsOutput: !Console.IsOutputRedirected);
    }

    /// <summary>The console hides that a pipe has been closed: a pipe is written without it, so that a long text ends when its reader does.</summary>
    static StreamWriter? Pipe()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
            return null;
        var stream = new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // A file stays with the console: a stream would write at a position of its own, which others who write to the file do not share.
        return stream.CanSeek ? null : new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true };
    }
}
