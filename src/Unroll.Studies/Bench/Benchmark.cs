using Unroll.Studies.Statistics;

namespace Unroll.Studies.Bench;

/// <summary>
/// Measures works, warm, by medians. All sides of a work take turns for five rounds, each turn in the same few tenths of a second of the machine's mood; while
/// one works the others sleep.
/// </summary>
/// <param name="own">Starts our side of a work with a number of workers.</param>
/// <param name="workers">The numbers of workers to compare, from the fewest to the most.</param>
public sealed class Benchmark(Func<BenchWork, int, IBenchSide> own, IReadOnlyList<int> workers)
{
    const int Rounds = 5;
    const double TurnMilliseconds = 400;
    const int MostSteps = 400;

    /// <summary>Threads of a linear algebra wait awake for as long as this when their turn has ended.</summary>
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(40);

    /// <summary>Starts the peer's side; null for none.</summary>
    public Func<BenchWork, int, IBenchSide>? Peer { get; init; }

    /// <summary>Whether the other forms of a work are measured too.</summary>
    public bool WithVariants { get; init; }

    /// <summary>Measures a work.</summary>
    public BenchResult Run(BenchWork work, CancellationToken cancellation)
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
            if (Peer is not null)
                sides.Add(new Turns(work, Peer(work, most)));
            for (int round = 0; round < Rounds; round++)
                foreach (Turns side in sides)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (sides.Count > 1)
                        Thread.Sleep(s_pause);
                    side.Take();
                }

            BenchTiming[] timings = [.. sides.Select(side => side.Timing())];
            int variants = timings.Length - workers.Count - (Peer is null ? 0 : 1);
            return new BenchResult(
                timings[workers.Count - 1], timings[..workers.Count], timings[workers.Count..(workers.Count + variants)], Peer is null ? null : timings[^1]);
        }
        finally
        {
            foreach (Turns side in sides)
                side.Dispose();
        }
    }

    /// <summary>The turns of one side: as many steps in each as fill it, found by one step before the first.</summary>
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
