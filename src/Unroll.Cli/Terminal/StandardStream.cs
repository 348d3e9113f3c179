using System.Text;

namespace Unroll.Cli.Terminal;

/// <summary>A standard stream that may fail in the middle of the work: its disk is full, it is closed, or its terminal is gone.</summary>
/// <param name="inner">Where it is written.</param>
/// <param name="reported">The exception that a failure is reported by; null to drop what was to be written and continue.</param>
sealed class StandardStream(TextWriter inner, Func<Exception, Exception?> reported) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Standard error: progress that cannot be written does not end the work.</summary>
    public static StandardStream ForProgress(TextWriter error) => new(error, static _ => null);

    /// <summary>Standard output: a result that cannot be written ends the command.</summary>
    public static StandardStream ForResults(TextWriter output) => new(output, static error => new OutputException(error));

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(string? value) => Try(() => inner.Write(value));

    public override void WriteLine() => Try(inner.WriteLine);

    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            if (reported(error) is { } exception)
                throw exception;
        }
    }
}
