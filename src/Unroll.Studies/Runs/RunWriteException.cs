using Unroll.Persistence;

namespace Unroll.Studies.Runs;

/// <summary>A run ended early because its folder could not be written any more: it is gone, or its disk is full.</summary>
public sealed class RunWriteException : IOException
{
    internal RunWriteException(RunFolder folder, Exception cause)
        : base(Describe(folder, cause), cause) =>
        (Folder, IsGone, CanResume) = (folder.FolderPath, IsLost(folder, cause), File.Exists(folder.Configuration));

    /// <summary>The run folder.</summary>
    public string Folder { get; }

    /// <summary>Whether the folder is gone.</summary>
    public bool IsGone { get; }

    /// <summary>Whether the run can be resumed from what the folder holds.</summary>
    public bool CanResume { get; }

    /// <summary>A callback may have made the folder again, without what was in it.</summary>
    static bool IsLost(RunFolder folder, Exception cause) =>
        !Directory.Exists(folder.FolderPath) || (cause is DirectoryNotFoundException && !File.Exists(folder.Configuration));

    static string Describe(RunFolder folder, Exception cause)
    {
        string path = folder.FolderPath;
        if (IsLost(folder, cause))
            return $"{path}: the run folder is gone: it was deleted or moved, or its drive was taken away";
        string reason = AtomicFile.WithTargetName(cause.Message).ReplaceLineEndings(" ").TrimEnd('.');
        string kept = File.Exists(folder.Last) ? "the checkpoint that was saved last is kept" : "no checkpoint had been saved";
        return $"{path}: the run cannot be written: {reason}; {kept}";
    }
}
