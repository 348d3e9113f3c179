using Unroll.Studies.Statistics;

namespace Unroll.Studies.Bench;

/// <summary>
/// Measures workloads by medians, after warming up. All sides of a workload take turns for five rounds, a few tenths of a second each, so that all meet the
/// machine in the same state; the others sleep meanwhile.
/// </summary>
/// <param name="own">Starts our side of a workload with a number of workers.</param>
/// <param name="workers">The numbers of workers to compare, from the fewest to the most.</param>
public sealed class Benchmark(Func<BenchWork, int, IBenchSide> own, IReadOnlyList<int> workers)
{
    const int Rounds = 5;
    const double TurnMilliseconds = 400;
    const int MostSteps = 400;

    /// <summary>Threads of a BLAS wait actively for this long after their turn.</summary>
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(40);

    /// <summary>The peers that take part in the workloads that they can do.</summary>
    public IReadOnlyList<IBenchPeer> Peers { get; init; } = [];

    /// <summary>Whether the variants of a workload are measured too.</summary>
    public bool WithVariants { get; init; }

    /// <summary>Measures a workload.</summary>
    public BenchResult Run(BenchWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        int most = workers[^1];
        var sides = new List<Turns>();
        try
        {
            foreach (int count in workers)
                sides.Add(new Turns(work, own(work, count)));
            foreach (BenchWork variant in WithVariants ? work.Variants : [])
                sides.Add(new Turns(variant, own(variant, most)));
            foreach (IBenchPeer peer in Peers.Where(peer => peer.Does(work)))
                sides.Add(new Turns(work, peer.Start(work, most)));
            for (int round = 0; round < Rounds; round++)
                foreach (Turns side in sides)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (sides.Count > 1)
                        Thread.Sleep(s_pause);
                    side.Take();
                }

            BenchTiming[] timings = [.. sides.Select(side => side.Timing())];
            int peers = workers.Count + (WithVariants ? work.Variants.Count : 0);
            return new BenchResult(timings[workers.Count - 1], timings[..workers.Count], timings[workers.Count..peers], timings[peers..]);
        }
        finally
        {
            foreach (Turns side in sides)
                side.Dispose();
        }
    }

    /// <summary>The turns of one side: the number of steps that fill one is found by one step before the first.</summary>
    sealed class Turns(BenchWork work, IBenchSide side) : IDisposable
    {
        readonly List<double> _times = [];
        int _steps;

        public void Take()
        {
            if (_steps == 0)
                _steps = (int)Math.Clamp(TurnMilliseconds / side.Time(1)[0], 1, MostSteps);
            _times.AddRange(side.Time(_steps));
        }

        public BenchTiming Timing() => new(work, side.Introduction, Median.From(_times), side.PeakMemory);

        public void Dispose() => side.Dispose();
    }
}
