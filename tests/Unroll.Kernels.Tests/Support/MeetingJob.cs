using System.Diagnostics;

namespace Unroll.Kernels.Tests.Support;

/// <summary>Every part waits until all have begun, so each needs a thread of its own.</summary>
struct MeetingJob : IJob
{
    public int[] Arrived;
    public Thread[] Threads;

    public readonly void Execute(int part, int worker)
    {
        Threads[part] = Thread.CurrentThread;
        Interlocked.Increment(ref Arrived[0]);
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref Arrived[0]) < Threads.Length)
        {
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(30))
                throw new TimeoutException("A worker is missing.");
            Thread.Yield();
        }
    }
}
