namespace Unroll.Studies.Grid;

/// <summary>What running a study needs beside the study.</summary>
public sealed record StudyOptions
{
    /// <summary>The folder of the study; a study that was started there is resumed.</summary>
    public required string Folder { get; init; }

    /// <summary>Threads; 0 for one per processor. Results other than times do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>The progress of a pretraining: 0 for none, 1 for a bar, redrawn on a terminal, 2 for a line an epoch.</summary>
    public int Verbose { get; init; }

    /// <summary>Where the progress of a pretraining is written.</summary>
    public TextWriter Progress { get; init; } = TextWriter.Null;

    /// <summary>Columns of the terminal behind <see cref="Progress"/>.</summary>
    public int Columns { get; init; } = int.MaxValue;

    /// <summary>Receives progress notifications; null for none.</summary>
    public IStudyListener? Listener { get; init; }
}
