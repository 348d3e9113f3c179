namespace Unroll.Studies.Runs;

/// <summary>The folder of a run cannot be made, written or locked.</summary>
public sealed class RunFolderException : InputException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">One line: the folder, what is wrong with it, and what would be right.</param>
    public RunFolderException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception on the ground of another one.</summary>
    /// <param name="message">One line: the folder, what is wrong with it, and what would be right.</param>
    /// <param name="innerException">What happened underneath.</param>
    public RunFolderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
