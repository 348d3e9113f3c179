using System.Globalization;
using System.Text.Json.Serialization;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Documents;

/// <summary>unroll bench --json.</summary>
sealed record BenchDocument(
    double PeakGflops, int Workers, int VectorBits, string Processor, string Runtime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Commit,
    string Date, double? Load, IReadOnlyList<BenchDocument.Peak> Peaks, IReadOnlyList<BenchDocument.Timing> Works)
{
    public static BenchDocument From(BenchReport report)
    {
        BenchMachine machine = report.Machine;
        return new BenchDocument(
            report.Limit / 1e9, report.Workers, machine.VectorBits, machine.Processor, machine.Runtime, machine.Commit,
            machine.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), machine.Load,
            [.. report.Limits.Select(limit => new Peak(limit.Workers, limit.Limit / 1e9))], [.. report.Results.Select(result => Work(report, result))]);
    }

    static Timing Work(BenchReport report, BenchResult result) => Measured(report, result.Ours) with
    {
        Name = result.Ours.Work.Name,
        Model = result.Ours.Work.Description,
        Scaling = result.Scaling.Count < 2 ? null : [.. result.Scaling.Select(timing => Measured(report, timing) with { SpeedUp = result.SpeedUp(timing) })],
        Variants = result.Variants.Count == 0 ? null : [.. result.Variants.Select(variant => Variant(report, result, variant))],
        Peer = result.Peer is { } peer ? OfPeer(report, peer) : null,
        Ratio = result.Ratio,
        Peers = result.Peers.Count == 0 ? null : [.. result.Peers.Select(each => OfPeer(report, each))],
    };

    static PeerTiming OfPeer(BenchReport report, BenchTiming peer) => new(peer.By.Name, peer.By.CoreType, Measured(report, peer));

    static Timing Variant(BenchReport report, BenchResult result, BenchTiming variant) =>
        Measured(report, variant) with { Name = variant.Work.Name, OverPlain = result.OverPlain(variant) };

    static Timing Measured(BenchReport report, BenchTiming timing) => new()
    {
        CharactersPerSecond = timing.Work.IsGeneration ? timing.CharactersPerSecond : null,
        Milliseconds = timing.Work.IsGeneration ? null : timing.Milliseconds,
        Gflops = timing.Gflops,
        ShareOfPeak = report.ShareOfLimit(timing),
        Workers = timing.By.Threads,
        Split = timing.By.Split,
        PeakMemoryBytes = timing.PeakMemory,
    };

    internal sealed record Peak(int Workers, double Gflops);

    /// <summary>One side at one workload; each use has its own of these members.</summary>
    internal sealed record Timing
    {
        public string? Name { get; init; }

        public string? Model { get; init; }

        public double? CharactersPerSecond { get; init; }

        public double? Milliseconds { get; init; }

        public double Gflops { get; init; }

        public double ShareOfPeak { get; init; }

        public int Workers { get; init; }

        public string? Split { get; init; }

        public long? PeakMemoryBytes { get; init; }

        public double? SpeedUp { get; init; }

        public double? OverPlain { get; init; }

        public IReadOnlyList<Timing>? Scaling { get; init; }

        public IReadOnlyList<Timing>? Variants { get; init; }

        public PeerTiming? Peer { get; init; }

        public double? Ratio { get; init; }

        public IReadOnlyList<PeerTiming>? Peers { get; init; }
    }

    internal sealed record PeerTiming(
        string Name, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? CoreType, double? CharactersPerSecond, double? Milliseconds,
        double Gflops,
        double ShareOfPeak, int Workers, string? Split, long? PeakMemoryBytes)
    {
        public PeerTiming(string name, string? coreType, Timing timing)
            : this(name, coreType, timing.CharactersPerSecond, timing.Milliseconds, timing.Gflops, timing.ShareOfPeak, timing.Workers, timing.Split,
                timing.PeakMemoryBytes)
        {
        }
    }
}
