namespace Unroll.Studies.Pretraining;

/// <summary>What a pretraining needs beside its configuration and does not change its result.</summary>
public sealed record PretrainingOptions
{
    /// <summary>The folder of the model.</summary>
    public required string Folder { get; init; }

    /// <summary>Threads; 0 for one per processor.</summary>
    public int Workers { get; init; }

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

    /// <summary>Receives the pretraining before its first step, and the number of steps that are done; null for nobody.</summary>
    public Action<PreparedPretraining, long>? OnStart { get; init; }
}
