namespace Unroll.Cli.Documents;

/// <summary>unroll report --json.</summary>
sealed record ReportDocument(string Report, IReadOnlyList<string> Missing);
