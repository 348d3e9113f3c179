namespace Unroll.Studies.Bench;

/// <summary>A process ended that should have measured.</summary>
/// <param name="complaint">The last that it said.</param>
public sealed class BenchProcessException(string complaint) : Exception($"a process that should measure has ended: {complaint}");
