namespace Unroll.Studies.Grid;

/// <summary>What running a study needs beside the study.</summary>
public sealed record StudyOptions
{
    /// <summary>The folder of the study; a study that was started there is resumed.</summary>
    public required string Folder { get; init; }

    /// <summary>Threads; 0 for one per processor. Results other than times do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Receives progress notifications; null for none.</summary>
    public IStudyListener? Listener { get; init; }
}
