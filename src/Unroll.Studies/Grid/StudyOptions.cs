namespace Unroll.Studies.Grid;

/// <summary>What running a study needs beside the study.</summary>
public sealed record StudyOptions
{
    /// <summary>The folder of the study; where the same study was begun, it goes on.</summary>
    public required string Folder { get; init; }

    /// <summary>Threads; 0 for one a processor. Figures other than times do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Told about what happens; null when nobody listens.</summary>
    public IStudyListener? Listener { get; init; }
}
