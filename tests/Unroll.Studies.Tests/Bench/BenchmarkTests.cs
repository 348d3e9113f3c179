using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

public sealed class BenchmarkTests
{
    readonly List<string> _turns = [];
    readonly List<ScriptedSide> _sides = [];

    [Fact]
    public void Run_LetsAllSidesTakeTurns_AndTellsThemApart()
    {
        BenchWork work = (TrainingWork)BenchWorks.Find("A") with { Forms = [new WorkForm("other")] };
        var benchmark = new Benchmark((part, workers) => Side(part.Name, workers, part == work ? 100 / workers : 75), [1, 2])
        {
            Peers =
            [
                new ScriptedPeer(part => part == work, workers => Side("slow", workers, 500)),
                new ScriptedPeer(part => part != work, _ => throw new InvalidOperationException("It does not do this.")),
                new ScriptedPeer(part => part == work, workers => Side("fast", workers, 200)),
            ],
            WithVariants = true,
        };
        BenchResult result = benchmark.Run(work, CancellationToken.None);

        string[] first = ["A/1: 1", "A/1: 4", "A/2: 1", "A/2: 8", "A-other/2: 1", "A-other/2: 5", "slow/2: 1", "slow/2: 1", "fast/2: 1", "fast/2: 2"];
        string[] round = ["A/1: 4", "A/2: 8", "A-other/2: 5", "slow/2: 1", "fast/2: 2"];
        Assert.Equal([.. first, .. round, .. round, .. round, .. round], _turns);
        Assert.Equal([100, 50], result.Scaling.Select(timing => timing.Milliseconds));
        Assert.Same(result.Ours, result.Scaling[1]);
        Assert.Equal(2, result.SpeedUp(result.Ours));
        BenchTiming variant = Assert.Single(result.Variants);
        Assert.Equal(("A-other", 1.5), (variant.Work.Name, result.OverPlain(variant)));
        Assert.Equal([500, 200], result.Peers.Select(peer => peer.Milliseconds));
        Assert.Same(result.Peers[1], result.Peer);
        Assert.Equal(4, result.Ratio);
        Assert.Equal(work.Operations / 50e6, result.Ours.Gflops);
        Assert.All(_sides, side => Assert.True(side.IsDisposed));
    }

    [Fact]
    public void Run_MeasuresNothingElse_WhenNothingElseIsAskedFor()
    {
        BenchResult result = new Benchmark((part, workers) => Side(part.Name, workers, 300), [2]).Run(BenchWorks.Find("A"), CancellationToken.None);
        Assert.Equal(["A/2"], _turns.Select(turn => turn.Split(':')[0]).Distinct());
        Assert.Empty(result.Variants);
        Assert.Empty(result.Peers);
        Assert.Null(result.Peer);
        Assert.Null(result.Ratio);
    }

    [Fact]
    public void Run_EndsAllSides_WhenItIsCancelled()
    {
        using var stop = new CancellationTokenSource();
        var benchmark = new Benchmark(
            (part, workers) =>
            {
                stop.Cancel();
                return Side(part.Name, workers, 1);
            },
            [1]);
        Assert.Throws<OperationCanceledException>(() => benchmark.Run(BenchWorks.Find("E"), stop.Token));
        Assert.Empty(_turns);
        Assert.True(Assert.Single(_sides).IsDisposed);
    }

    [Fact]
    public void ShareOfLimit_RefersToTheLimitWithAsManyThreads()
    {
        BenchResult result = new Benchmark((part, workers) => Side(part.Name, workers, 100), [1, 2]).Run(BenchWorks.Find("A"), CancellationToken.None);
        var report = new BenchReport(BenchMachine.Here(), "unroll bench", [(1, 1e12), (2, 2e12)], [result]);
        Assert.Equal(result.Scaling[0].Gflops / 1e3, report.ShareOfLimit(result.Scaling[0]));
        Assert.Equal(result.Ours.Gflops / 2e3, report.ShareOfLimit(result.Ours));
    }

    ScriptedSide Side(string name, int threads, double milliseconds)
    {
        _sides.Add(new ScriptedSide(name, threads, milliseconds, _turns));
        return _sides[^1];
    }
}
