namespace Unroll.Tests.Support;

/// <summary>Counts what work allocates.</summary>
static class Allocation
{
    const int MostRounds = 200;

    /// <summary>
    /// The bytes that all threads allocate in a round of work, the least of many rounds. The runtime and the test host have threads that allocate now and then,
    /// most of all on a busy
    /// machine; work that allocates does so in every round. So the first round without a byte decides, and only work that allocates takes all of them.
    /// </summary>
    public static long Least(Action round)
    {
        long least = long.MaxValue;
        for (int i = 0; i < MostRounds && least > 0; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            round();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
