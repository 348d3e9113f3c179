namespace Unroll.Cli.Terminal;

/// <summary>Standard output cannot be written.</summary>
sealed class OutputException(Exception cause) : IOException($"standard output cannot be written: {(cause.InnerException ?? cause).Message}", cause)
{
    const int BrokenPipe = 32;
    const int NoDataOnWindows = unchecked((int)0x8007006D);

    /// <summary>Whether its reader has left, as <c>head</c> does.</summary>
    public bool IsClosedPipe { get; } = cause is IOException { HResult: BrokenPipe or NoDataOnWindows }
        || cause.Message.Contains("Broken pipe", StringComparison.Ordinal);
}
