namespace Unroll.Cli.Terminal;

/// <summary>A line for the terminal: text, which is made visible, and styles, which only the program sets.</summary>
readonly struct StyledText
{
    readonly string? _value;

    StyledText(string value) => _value = value;

    public static implicit operator StyledText(string text) => new(VisibleText.Of(text));

    public static StyledText operator +(StyledText left, StyledText right) => new(left.ToString() + right.ToString());

    /// <summary>A text in a style, in the codes of a terminal.</summary>
    public static StyledText InStyle(string text, TextStyle style) => new($"\e[{(int)style}m{VisibleText.Of(text)}\e[0m");

    public override string ToString() => _value ?? "";
}
