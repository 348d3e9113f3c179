namespace Unroll.Studies.Grid;

/// <summary>A study ends before its end, since its folder cannot be read or written any more: the disk is full, or the folder is gone. What is done stays done; the study can go on.</summary>
public sealed class StudyFolderException : IOException
{
    internal StudyFolderException(string folder, StudyProgress progress, Exception cause)
        : base($"{folder}: the study cannot go on: {cause.Message.ReplaceLineEndings(" ").TrimEnd('.')}; {progress.Done} of {progress.Count} trainings are done", cause)
    {
    }
}
