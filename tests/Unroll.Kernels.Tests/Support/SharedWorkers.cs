namespace Unroll.Kernels.Tests.Support;

/// <summary>Workers by their number, started once for all tests; more of them than this machine may have cores.</summary>
static class SharedWorkers
{
    static readonly Dictionary<int, Workers> s_workers = [];

    public static int[] Counts { get; } = [1, 2, 3, 5];

    public static Workers Of(int count)
    {
        if (!s_workers.TryGetValue(count, out Workers? workers))
            s_workers.Add(count, workers = new Workers(count));
        return workers;
    }
}
