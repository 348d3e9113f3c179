namespace Unroll.Cli.Documents;

/// <summary>unroll pretrain --json, but for the metrics, which follow by their names.</summary>
sealed record PretrainingDocument(
    string Folder, long Parameters, int Vocabulary, int Sequences, long Tokens, int Epochs, long Steps, double Seconds, double TokensPerSecond, bool Stopped,
    string Outcome, string? Failure, IReadOnlyList<string> Remarks);
