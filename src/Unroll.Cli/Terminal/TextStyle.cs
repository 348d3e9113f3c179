namespace Unroll.Cli.Terminal;

/// <summary>The style of a text on a terminal; the values are the terminal's codes.</summary>
enum TextStyle
{
    Plain = 0,
    Strong = 1,
    Quiet = 2,
    Name = 36,
}
