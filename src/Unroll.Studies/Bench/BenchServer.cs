namespace Unroll.Studies.Bench;

/// <summary>Our side of a measurement, in a process of its own: answers as every side does (<see cref="StepServer"/>).</summary>
public static class BenchServer
{
    /// <summary>Serves until the requests end.</summary>
    public static void Run(BenchWork work, int workers, TextReader requests, TextWriter answers)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(answers);
        using BenchRun run = work.Start(workers);
        string version = typeof(BenchServer).Assembly.GetName().Version!.ToString(3);
        StepServer.Run(run.Step, new BenchIntroduction($"Unroll {version}", workers, Split: run.Split), requests, answers);
    }
}
