namespace Unroll.Kernels.Tests.Support;

/// <summary>Notes what each worker's thread had allocated at its first part and at its last.</summary>
struct AllocationJob : IJob
{
    public long[] Before;
    public long[] After;

    public readonly void Execute(int part, int worker)
    {
        After[worker] = GC.GetAllocatedBytesForCurrentThread();
        if (Before[worker] == -1)
            Before[worker] = After[worker];
    }
}
