namespace Unroll.Studies.Tuning;

/// <summary>What running a tuning needs beside the tuning.</summary>
public sealed record TuningOptions
{
    /// <summary>The folder of the tuning; a tuning that was started there is resumed.</summary>
    public required string Folder { get; init; }

    /// <summary>The time after which it ends, to be resumed or not; null for none.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Threads; 0 for one per processor. Results do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Receives progress notifications; null for none.</summary>
    public ITuningListener? Listener { get; init; }
}
