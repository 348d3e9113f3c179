namespace Unroll.Cli.Documents;

/// <summary>unroll train --json, but for the metrics, which follow by their names, and the speed under the name of its unit.</summary>
sealed record TrainingDocument(
    string Run, string? Report, string Task, bool Synthetic, long Parameters, int Epochs, long Steps, long SkippedSteps, double Seconds, bool Stopped,
    string Outcome, string? Failure, IReadOnlyList<string> Remarks);
