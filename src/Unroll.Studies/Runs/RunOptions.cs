namespace Unroll.Studies.Runs;

/// <summary>What a run needs beside its configuration and does not change its result: where it is written, how many threads, who listens.</summary>
public sealed record RunOptions
{
    /// <summary>The run folder; created when it is not there. Empty for a run that leaves nothing.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether a new run whose <see cref="Folder"/> somebody has already takes FOLDER-2, FOLDER-3 … instead of being refused.</summary>
    public bool TakesFreeFolder { get; init; }

    /// <summary>Threads; 0 for one per processor.</summary>
    public int Workers { get; init; }

    /// <summary>The end of a resumed run, where it is not that of its configuration.</summary>
    public RunEnd? End { get; init; }

    /// <summary>
    /// Where the run pauses, if that is before its end: its metrics are measured there, and resumed it goes on to the same bits; null for nowhere.
    /// </summary>
    public RunEnd? Pause { get; init; }

    /// <summary>The checkpoint that a resumed run continues from; null for a run that begins.</summary>
    internal string? Checkpoint { get; init; }

    /// <summary>A time limit in seconds that becomes a number of steps before training starts; null for none.</summary>
    public double? MaxSeconds { get; init; }

    /// <summary>Whether the epochs of the configuration count beside <see cref="MaxSeconds"/>: whichever ends first. Its steps always do.</summary>
    public bool LimitsEpochs { get; init; }

    /// <summary>0: no progress; 1: a bar, redrawn on a terminal; 2: a line an epoch.</summary>
    public int Verbose { get; init; }

    /// <summary>Where progress is written.</summary>
    public TextWriter Progress { get; init; } = TextWriter.Null;

    /// <summary>Columns of the terminal behind <see cref="Progress"/>.</summary>
    public int Columns { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether every epoch leaves a checkpoint, a sample of what the model gives and TensorBoard's events; without, there are the configuration, the history,
    /// and the
    /// state at the end and once a minute.
    /// </summary>
    public bool KeepsDetails { get; init; } = true;

    /// <summary>What can be done where the data are not those that the configuration was made from, beside bringing them back.</summary>
    public string WhenDataChanged { get; init; } = "begin a new run";

    /// <summary>Receives progress notifications; null for none.</summary>
    public IRunListener? Listener { get; init; }
}
