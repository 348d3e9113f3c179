using System.Diagnostics;
using Unroll.Kernels;
using Unroll.Training;

namespace Unroll.Studies.Bench;

/// <summary>What was measured of one work.</summary>
/// <param name="Name">The work.</param>
/// <param name="Description">Its model.</param>
/// <param name="Milliseconds">Median of a step or of a character.</param>
/// <param name="Gflops">Operations over that time, in 10⁹ a second.</param>
/// <param name="ShareOfPeak">The same as a part of the hardware limit measured in this run.</param>
/// <param name="PeerMilliseconds">The peer's median, or null without one.</param>
/// <param name="IsGeneration">Whether it is told in characters a second.</param>
public sealed record BenchResult(string Name, string Description, double Milliseconds, double Gflops, double ShareOfPeak, double? PeerMilliseconds, bool IsGeneration)
{
    /// <summary>How many times faster than the peer.</summary>
    public double? Ratio => PeerMilliseconds / Milliseconds;

    /// <summary>Characters a second, for generation.</summary>
    public double CharactersPerSecond => 1e3 / Milliseconds;
}

/// <summary>
/// Measures works, warm, by medians. A peer takes turns with us for at least five rounds, each round in the same few tenths of a second of the machine's mood;
/// while one works the other sleeps.
/// </summary>
public sealed class Benchmark(int workers, BenchPeer? peer)
{
    const int Rounds = 5;
    const double RoundSeconds = 0.4;
    const int MaximalSteps = 400;

    /// <summary>The hardware limit in operations a second, on as many cores as there are workers.</summary>
    public double Peak { get; } = FmaPeak.Measure(workers);

    /// <summary>Measures a training step.</summary>
    public BenchResult Run(BenchWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        using Trainer trainer = work.Create(workers);
        return Measure(work.Name, work.Description, work.Operations, isGeneration: false, () =>
        {
            trainer.Rewind();
            trainer.RunStep();
        }, cancellation);
    }

    /// <summary>Measures the generation of a character.</summary>
    public BenchResult Run(GenerationWork work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        using IEnumerator<int> stream = work.Create(workers);
        return Measure(work.Name, work.Description, work.Operations, isGeneration: true, () => stream.MoveNext(), cancellation);
    }

    BenchResult Measure(string name, string description, double operations, bool isGeneration, Action step, CancellationToken cancellation)
    {
        for (int i = 0; i < 3; i++)
            step();
        long start = Stopwatch.GetTimestamp();
        step();
        int steps = (int)Math.Clamp(RoundSeconds / Stopwatch.GetElapsedTime(start).TotalSeconds, 1, MaximalSteps);
        var ours = new List<double>();
        var theirs = new List<double>();
        int peerSteps = 1;
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < steps; i++)
            {
                long from = Stopwatch.GetTimestamp();
                step();
                ours.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            }

            if (peer is null)
                continue;
            if (round == 0)
                peerSteps = (int)Math.Clamp(RoundSeconds * 1e3 / peer.Time(name, 2)[^1], 1, MaximalSteps);
            theirs.AddRange(peer.Time(name, peerSteps));
        }

        double milliseconds = Median(ours), gflops = operations / milliseconds / 1e6;
        return new BenchResult(name, description, milliseconds, gflops, gflops * 1e9 / Peak, theirs.Count > 0 ? Median(theirs) : null, isGeneration);
    }

    static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}
