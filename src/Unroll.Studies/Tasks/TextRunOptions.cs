namespace Unroll.Studies.Tasks;

/// <summary>What a run needs beside its configuration and does not change its result: where it is written, how many threads, who listens.</summary>
public sealed record TextRunOptions
{
    /// <summary>The run folder; created when it is not there.</summary>
    public required string Folder { get; init; }

    /// <summary>Threads; 0 for one a processor.</summary>
    public int Workers { get; init; }

    /// <summary>A time limit in seconds that becomes a number of steps before training starts; null for none.</summary>
    public double? MaxSeconds { get; init; }

    /// <summary>0: no progress; 1: a bar; 2: a line an epoch.</summary>
    public int Verbose { get; init; }

    /// <summary>Where progress is written.</summary>
    public TextWriter Progress { get; init; } = TextWriter.Null;

    /// <summary>Columns of the terminal behind <see cref="Progress"/>.</summary>
    public int Columns { get; init; } = int.MaxValue;

    /// <summary>Told a line about what happens (the data, the model, a sample after an epoch); null when nobody listens.</summary>
    public ITextRunListener? Listener { get; init; }
}

/// <summary>Hears of a run of the text task.</summary>
public interface ITextRunListener
{
    /// <summary>Before training: what is trained on what.</summary>
    void OnStart(TextRunStart start);

    /// <summary>A passage that the model wrote after an epoch.</summary>
    void OnSample(int epoch, string passage);
}

/// <summary>What a run begins with.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Characters">Length of the text.</param>
/// <param name="Symbols">Different characters.</param>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="StepsPerEpoch">Updates in a pass over the training part.</param>
/// <param name="Steps">Updates in all.</param>
/// <param name="ResumedAtStep">Where a resumed run goes on; 0 for a new one.</param>
public sealed record TextRunStart(string Folder, int Characters, int Symbols, long Parameters, int StepsPerEpoch, long Steps, long ResumedAtStep);

/// <summary>What a run ended with.</summary>
/// <param name="Folder">The run folder.</param>
/// <param name="Parameters">Weights of the model.</param>
/// <param name="Epochs">Finished epochs.</param>
/// <param name="Steps">Updates.</param>
/// <param name="Seconds">Time of training.</param>
/// <param name="Figures">The last epoch's figures under their stable names: trainingLoss, trainingAccuracy, validationLoss, validationAccuracy.</param>
/// <param name="CharactersPerSecond">Characters learned a second.</param>
/// <param name="Stopped">Whether the run was stopped before its end and can be resumed.</param>
/// <param name="FailedOnNaN">Whether it ended because a loss was not a finite number.</param>
public sealed record TextRunResult(string Folder, long Parameters, int Epochs, long Steps, double Seconds, IReadOnlyDictionary<string, double> Figures,
    double CharactersPerSecond, bool Stopped, bool FailedOnNaN);
