namespace Unroll.Kernels.Tests.Support;

/// <summary>Collects garbage before it looks at its own fields.</summary>
struct CollectingJob : IJob
{
    public int[] Counts;

    public readonly void Execute(int part, int worker)
    {
        GC.Collect(0, GCCollectionMode.Forced, blocking: true, compacting: true);
        Interlocked.Increment(ref Counts[part]);
    }
}
