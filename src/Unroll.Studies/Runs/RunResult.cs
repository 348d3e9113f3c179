using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>What a run ended with.</summary>
public sealed record RunResult
{
    /// <summary>The run folder.</summary>
    public required string Folder { get; init; }

    /// <summary>What it was made from.</summary>
    public required RunConfiguration Configuration { get; init; }

    /// <summary>Its data.</summary>
    public required TaskData Data { get; init; }

    /// <summary>Weights of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>Finished epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Steps, skipped ones included.</summary>
    public required long Steps { get; init; }

    /// <summary>Steps that made no update, because their loss or gradients were NaN or infinite.</summary>
    public required long SkippedSteps { get; init; }

    /// <summary>Time of training, evaluations included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Units learned per second of training alone, in the data's unit.</summary>
    public required double UnitsPerSecond { get; init; }

    /// <summary>The last epoch's metrics under their stable names: trainingLoss, trainingAccuracy, validationLoss, validationAccuracy.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The metrics of the trained weights on the held-out part; null where the run did not end or nothing is held out.</summary>
    public required Evaluation? Evaluation { get; init; }

    /// <summary>Whether the run was stopped before its end and can be resumed.</summary>
    public required bool Stopped { get; init; }

    /// <summary>Whether it was stopped where it was to pause; <see cref="Metrics"/> are those of this step.</summary>
    public bool IsPaused { get; init; }

    /// <summary>How the training ended: completed, stopped by a callback or a signal, failed, or diverged.</summary>
    public required TrainingOutcome Outcome { get; init; }

    /// <summary>Why the run gave no usable model; null where it did not fail.</summary>
    public required string? Failure { get; init; }

    /// <summary>What a reader should know of the data and of the metrics, a line each.</summary>
    public IReadOnlyList<string> Remarks => [.. Data.Remarks, .. MetricRemarks];

    /// <summary>Those of the metrics.</summary>
    public IReadOnlyList<string> MetricRemarks => [.. Data.RemarksOn(Metrics), .. Evaluation?.Remarks ?? []];

    /// <summary>Whether the program drew the data.</summary>
    public bool IsSynthetic => Data.IsSynthetic;
}
