using System.Text;

namespace Unroll.Cli.Terminal;

/// <summary>Writes text so that a terminal shows it instead of obeying it; see <see cref="VisibleText"/>.</summary>
/// <param name="raw">Where it is written. What the program itself has to say to a terminal, as colors, goes there directly.</param>
/// <param name="redraws">Whether a carriage return that begins a text stays: a bar is drawn over the one before.</param>
sealed class VisibleWriter(TextWriter raw, bool redraws = false) : TextWriter
{
    public TextWriter Raw { get; } = raw;

    public override Encoding Encoding => Raw.Encoding;

    /// <summary>The writer behind a writer.</summary>
    public static TextWriter RawOf(TextWriter writer) => writer is VisibleWriter visible ? visible.Raw : writer;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (value is null)
            return;
        bool isRedrawn = redraws && value.StartsWith('\r');
        Raw.Write(isRedrawn ? '\r' + VisibleText.Of(value[1..]) : VisibleText.Of(value));
    }

    public override void WriteLine() => Raw.WriteLine();

    public override void WriteLine(string? value) => Raw.WriteLine(value is null ? null : VisibleText.Of(value));

    public override void Flush() => Raw.Flush();
}
