namespace Unroll.Reports.Runs;

/// <summary>A report that was written.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Missing">What the folder does not hold, or not whole, a line each: the report goes without.</param>
public sealed record WrittenReport(string Path, IReadOnlyList<string> Missing);
