namespace Unroll.Studies.Bench;

/// <summary>A whole measurement.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Command">The command line that was given.</param>
/// <param name="Limits">The processor's limit for each number of workers, from the fewest to the most, in operations a second.</param>
/// <param name="Results">The workloads.</param>
public sealed record BenchReport(BenchMachine Machine, string Command, IReadOnlyList<(int Workers, double Limit)> Limits, IReadOnlyList<BenchResult> Results)
{
    /// <summary>The limit with the most workers.</summary>
    public double Limit => Limits[^1].Limit;

    /// <summary>The largest number of workers.</summary>
    public int Workers => Limits[^1].Workers;

    /// <summary>The share of the limit that a side reaches, with the same number of threads.</summary>
    public double ShareOfLimit(BenchTiming timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        return timing.Gflops * 1e9 / Limits.First(limit => limit.Workers == timing.By.Threads).Limit;
    }
}
