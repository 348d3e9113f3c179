namespace Unroll.Cli.Documents;

/// <summary>unroll generate --json.</summary>
sealed record GenerationDocument(string Text, double CharactersPerSecond, string Weights, string Checkpoint, IReadOnlyList<string> Remarks);
