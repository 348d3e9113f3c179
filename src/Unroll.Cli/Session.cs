namespace Unroll.Cli;

/// <summary>Where a command writes and how it is told to stop.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Progress, messages and mistakes.</param>
/// <param name="Interactive">Whether <paramref name="Error"/> is a terminal, on which a bar can be redrawn.</param>
/// <param name="Columns">Its width.</param>
/// <param name="Cancellation">Set by Ctrl-C.</param>
sealed record Session(TextWriter Output, TextWriter Error, bool Interactive, int Columns, CancellationToken Cancellation)
{
    public static Session OfConsole(CancellationToken cancellation)
    {
        Console.OutputEncoding = System.Text.Encoding.UTF8;
        bool interactive = !Console.IsErrorRedirected;
        return new(Console.Out, Console.Error, interactive, interactive && Console.WindowWidth > 0 ? Console.WindowWidth : 120, cancellation);
    }
}
