namespace Unroll.Kernels.Tests.Support;

/// <summary>Counts the executions of every part; fails where it is told, and when two parts run as one worker at once.</summary>
struct CountingJob : IJob
{
    public int[] Counts;
    public int[] Busy;
    public int? FailsAt;
    public int Period;

    public readonly void Execute(int part, int worker)
    {
        Assert.Equal(0, Interlocked.Exchange(ref Busy[worker], 1));
        Interlocked.Increment(ref Counts[part]);
        Volatile.Write(ref Busy[worker], 0);
        if (FailsAt is { } at && part >= at && (part - at) % Period == 0)
            throw new InvalidOperationException("Part failed.");
    }
}
