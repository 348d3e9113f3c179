using Unroll.Training;

namespace Unroll.Studies.Pretraining;

/// <summary>What a pretraining ended with.</summary>
public sealed record PretrainingResult
{
    /// <summary>The folder of the model.</summary>
    public required string Folder { get; init; }

    /// <summary>Weights of the model.</summary>
    public required long Parameters { get; init; }

    /// <summary>Its data.</summary>
    public required PretrainingData Data { get; init; }

    /// <summary>Finished epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>Updates.</summary>
    public required long Steps { get; init; }

    /// <summary>Time of training, evaluations included.</summary>
    public required double Seconds { get; init; }

    /// <summary>Tokens read per second of training alone, padding left out.</summary>
    public required double TokensPerSecond { get; init; }

    /// <summary>The last epoch's metrics of the chosen tokens: trainingLoss, trainingAccuracy, and those of validation with validationPerplexity.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>A held-out passage and what the model finds in it; null where the pretraining did not end or nothing is held out.</summary>
    public required MaskedPassage? Passage { get; init; }

    /// <summary>Whether it was stopped before its end and can be resumed.</summary>
    public required bool Stopped { get; init; }

    /// <summary>How it ended.</summary>
    public required TrainingOutcome Outcome { get; init; }

    /// <summary>Why there is no usable model; null where there is one.</summary>
    public required string? Failure { get; init; }
}
