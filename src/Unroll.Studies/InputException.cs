namespace Unroll.Studies;

/// <summary>
/// The user's input was wrong, not the program. The message is one line that says what, where, and what would be right;
/// the command line prints it and ends with exit code 2.
/// </summary>
public class InputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: what is wrong, where, and what would be right.</param>
    public InputException(string message)
        : base(OneLine(message))
    {
    }

    /// <summary>Creates the exception on the ground of another one.</summary>
    /// <param name="message">One line: what is wrong, where, and what would be right.</param>
    /// <param name="innerException">What happened underneath.</param>
    public InputException(string message, Exception innerException)
        : base(OneLine(message), innerException)
    {
    }

    /// <summary>A value or a name in a message may hold line ends.</summary>
    internal static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
