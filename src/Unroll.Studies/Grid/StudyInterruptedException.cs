namespace Unroll.Studies.Grid;

/// <summary>
/// A study ended early because its folder or its data are not what they were when it began: the disk is full, the folder was removed, a file has changed.
/// </summary>
public sealed class StudyInterruptedException : IOException
{
    internal StudyInterruptedException(string folder, StudyProgress progress, string what, Exception cause)
        : base($"{folder}: the study cannot continue: {what}; {Kept(folder, progress)}", cause) => IsGone = !Directory.Exists(folder);

    /// <summary>Whether the folder is gone, with the trainings that were done; otherwise they are kept, and the study can be resumed.</summary>
    public bool IsGone { get; }

    static string Kept(string folder, StudyProgress progress) => Directory.Exists(folder)
        ? $"{progress.Done} of {progress.Count} trainings are done and kept"
        : $"the {progress.Done} of {progress.Count} trainings that were done are gone with it";
}
