namespace Unroll.Cli.Documents;

/// <summary>unroll data get --json.</summary>
sealed record DataFilesDocument(string Name, IReadOnlyList<string> Files);
