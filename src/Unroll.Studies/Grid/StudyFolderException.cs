namespace Unroll.Studies.Grid;

/// <summary>
/// A study ended early because its folder could not be read or written any more: the disk is full, or the folder is gone. Finished trainings are kept; the
/// study can be resumed.
/// </summary>
public sealed class StudyFolderException : IOException
{
    internal StudyFolderException(string folder, StudyProgress progress, Exception cause)
        : base($"{folder}: the study cannot continue: {OneLine(cause)}; {progress.Done} of {progress.Count} trainings are done", cause)
    {
    }

    static string OneLine(Exception cause) => cause.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
