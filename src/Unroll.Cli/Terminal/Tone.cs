namespace Unroll.Cli.Terminal;

/// <summary>How a text stands out on a terminal; the values are the terminal's codes.</summary>
enum Tone
{
    Plain = 0,
    Strong = 1,
    Quiet = 2,
    Name = 36,
}
