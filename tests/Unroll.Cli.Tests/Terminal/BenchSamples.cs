using Unroll.Studies.Bench;

namespace Unroll.Cli.Tests.Terminal;

/// <summary>Measurements that nobody made.</summary>
static class BenchSamples
{
    static readonly BenchMachine s_machine = new("A Processor", 4, 256, ".NET 10.0.1", "abc1234", new DateOnly(2026, 11, 21), 0.04);

    /// <summary>A training work without anything beside it.</summary>
    public static BenchReport Plain { get; } = new(s_machine, "unroll bench C-rnn", [(2, 200e9)], [Alone(Timing("C-rnn", 2, 0.25, memory: null))]);

    /// <summary>A training work at one and two workers, with a variant and a peer; and a generation.</summary>
    public static BenchReport Full { get; } = new(
        s_machine,
        "unroll bench A generate-1024 --workers 1,2 --peer pytorch --variants",
        [(1, 100e9), (2, 200e9)],
        [
            new BenchResult(
                Timing("A", 2, 400, 500_000_000, "rows"),
                [Timing("A", 1, 720, 450_000_000), Timing("A", 2, 400, 500_000_000, "rows")],
                [Timing("A-stateful", 2, 440, 510_000_000)],
                [Peer("A", "PyTorch 2", 1000, 600_000_000, "Haswell")]),
            Alone(Timing("generate-1024", 2, 0.2, 80_000_000)) with { Scaling = [Timing("generate-1024", 1, 0.3, 70_000_000),
                Timing("generate-1024", 2, 0.2, 80_000_000)] },
        ]);

    /// <summary>Three peers, of which one does not train, on a processor that we are held down on.</summary>
    public static BenchReport Peers { get; } = new(
        s_machine with { IsHeldToAvx2 = true },
        "unroll bench A generate-1024 --peer torchsharp,pytorch,onnxruntime",
        [(2, 200e9)],
        [
            Alone(Timing("A", 2, 400, memory: null)) with
            {
                Peers = [Peer("A", "TorchSharp 0.107.0, libtorch 2.10.0", 300, 400_000_000), Peer("A", "PyTorch 2", 1000, 600_000_000, "Haswell")],
            },
            Alone(Timing("generate-1024", 2, 0.2, memory: null)) with
            {
                Peers =
                [
                    Peer("generate-1024", "TorchSharp 0.107.0, libtorch 2.10.0", 4, 300_000_000),
                    Peer("generate-1024", "PyTorch 2", 1, 500_000_000, "Haswell"),
                    Peer("generate-1024", "ONNX Runtime 1.31.1", 0.5, 90_000_000),
                ],
            },
            Alone(Timing("C-rnn", 2, 0.25, memory: null)),
        ]);

    static BenchResult Alone(BenchTiming timing) => new(timing, [timing], [], []);

    static BenchTiming Peer(string work, string name, double milliseconds, long memory, string? coreType = null) =>
        Timing(work, 2, milliseconds, memory) with { By = new BenchIntroduction(name, 2, coreType) };

    static BenchTiming Timing(string work, int threads, double milliseconds, long? memory, string? split = null) =>
        new(BenchWorks.Find(work), new BenchIntroduction("Unroll 0.1.0", threads, Split: split), milliseconds, memory);
}
