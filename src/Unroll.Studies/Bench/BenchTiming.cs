namespace Unroll.Studies.Bench;

/// <summary>The measurement of one side at one workload.</summary>
/// <param name="Work">The workload.</param>
/// <param name="By">The side.</param>
/// <param name="Milliseconds">Median of a step.</param>
/// <param name="PeakMemory">The peak memory of its process, in bytes; null where the system does not report it.</param>
public sealed record BenchTiming(BenchWork Work, BenchIntroduction By, double Milliseconds, long? PeakMemory)
{
    /// <summary>10⁹ operations a second.</summary>
    public double Gflops => Work.Operations / Milliseconds / 1e6;

    /// <summary>The characters of a generation, in all its streams.</summary>
    public double CharactersPerSecond => Work.Characters * 1e3 / Milliseconds;
}
