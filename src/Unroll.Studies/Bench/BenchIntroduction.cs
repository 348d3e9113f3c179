namespace Unroll.Studies.Bench;

/// <summary>How a side introduces itself: the first line that its process writes, as JSON.</summary>
/// <param name="Name">The software and its version.</param>
/// <param name="Threads">How many it uses.</param>
/// <param name="CoreType">The processor for which its linear algebra was chosen; null where there is only one.</param>
/// <param name="Split">How its workers share a step; null where nothing tells.</param>
public sealed record BenchIntroduction(string Name, int Threads, string? CoreType = null, string? Split = null);
