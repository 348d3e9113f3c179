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
        : base(message)
    {
    }

    /// <summary>Creates the exception on the ground of another one.</summary>
    /// <param name="message">One line: what is wrong, where, and what would be right.</param>
    /// <param name="innerException">What happened underneath.</param>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
