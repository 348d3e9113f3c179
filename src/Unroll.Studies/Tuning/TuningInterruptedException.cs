namespace Unroll.Studies.Tuning;

/// <summary>
/// A tuning ended early because its folder or its data are not what they were when it began: the disk is full, the folder was removed, a file has changed.
/// </summary>
public sealed class TuningInterruptedException : IOException
{
    internal TuningInterruptedException(string folder, int measured, Exception cause)
        : base($"{folder}: the tuning cannot continue: {What(folder, cause)}; {Kept(folder, measured)}", cause) => IsGone = !Directory.Exists(folder);

    /// <summary>Whether the folder is gone, with the trials that were done; otherwise they are kept, and the tuning can be resumed.</summary>
    public bool IsGone { get; }

    static string What(string folder, Exception cause) =>
        Directory.Exists(folder) ? cause.Message.ReplaceLineEndings(" ").TrimEnd('.') : "the folder was removed";

    static string Kept(string folder, int measured) =>
        $"{measured} measurements {(Directory.Exists(folder) ? "are kept" : "are gone with it")}";
}
