namespace Unroll.Studies.Bench;

/// <summary>What was measured of one side at one work.</summary>
/// <param name="Work">The work.</param>
/// <param name="By">Who did it.</param>
/// <param name="Milliseconds">Median of a step.</param>
/// <param name="PeakMemory">The most memory of its process, in bytes; null where the system does not tell.</param>
public sealed record BenchTiming(BenchWork Work, BenchIntroduction By, double Milliseconds, long? PeakMemory)
{
    /// <summary>10⁹ operations a second.</summary>
    public double Gflops => Work.Operations / Milliseconds / 1e6;

    /// <summary>Steps a second: the characters of a generation.</summary>
    public double CharactersPerSecond => 1e3 / Milliseconds;
}
