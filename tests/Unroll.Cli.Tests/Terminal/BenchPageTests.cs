using Unroll.Cli.Terminal;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Tests.Terminal;

public sealed class BenchPageTests
{
    [Fact]
    public void ToMarkdown_TellsWhereWhenAndWhat() => Assert.Equal(
        """
        # A Processor, 2 threads on 4 cores, 256-bit lanes, .NET 10.0.1

        2026-11-21, commit abc1234, Unroll 0.1.0: `unroll bench A generate-1024 --workers 1,2 --peer pytorch --variants`. Medians of five rounds in turns; memory is the peak of a process that does nothing else; load in the minute before 0.0.
        Limit of multiply-adds, measured in this run: 100 GFLOP/s with 1 thread, 200 GFLOP/s with 2 threads (2.00×); the operations counted are those of the plain algorithm.
        Peer: PyTorch 2, 2 threads; for each workload the fastest OPENBLAS_CORETYPE on this machine.

        | workload | model | time | GFLOP/s | of the limit | bits × threads | split | memory | 1 → 2 threads | PyTorch | its core type | its memory | ratio |
        |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        | A | 2 × LSTM 256, batch 128, 100 steps, dropout | 400.0 ms | 151 | 76 % | 256 × 2 | rows | 500 MB | 1.80× | 1000.0 ms | Haswell | 600 MB | 2.50× |
        | generate-1024 | LSTM 1024, carried state | 5,000 chars/s | 52 | 26 % | 256 × 2 | – | 80 MB | 1.50× | – | – | – | – |

        | workload | model | time | GFLOP/s | of the limit | memory | of the plain form's time |
        |---|---|---:|---:|---:|---:|---:|
        | A-stateful | 2 × LSTM 256, batch 128, 100 steps, dropout, stateful | 440.0 ms | 137 | 69 % | 510 MB | 1.10× |

        """.ReplaceLineEndings("\n"),
        BenchPage.ToMarkdown(BenchSamples.Full));

    [Fact]
    public void ToMarkdown_NamesTheFastestPeerOfEachRow_AndHowAllAreHeldDown()
    {
        string[] lines = BenchPage.ToMarkdown(BenchSamples.Peers).Split('\n');
        Assert.Equal(
            [
                "Peer: TorchSharp 0.107.0, libtorch 2.10.0, 2 threads.",
                "Peer: PyTorch 2, 2 threads.",
                "Peer: ONNX Runtime 1.31.1, 2 threads.",
                "Unroll is held to 256 bits, and so is PyTorch's library, by ATEN_CPU_CAPABILITY=avx2, ONEDNN_MAX_CPU_ISA=AVX2, MKL_ENABLE_INSTRUCTIONS=AVX2, OPENBLAS_CORETYPE=Haswell; ONNX Runtime knows no such setting.",
            ],
            lines[4..8]);
        Assert.Equal(
            [
                "memory | TorchSharp | PyTorch | ONNX Runtime | fastest peer | its core type | its memory | ratio |",
                "– | 300.0 ms | 1000.0 ms | – | TorchSharp | – | 400 MB | 0.75× |",
                "– | 250 chars/s | 1,000 chars/s | 2,000 chars/s | ONNX Runtime | – | 90 MB | 2.50× |",
                "– | – | – | – | – | – | – | – |",
            ],
            lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => string.Join(" | ", line.Split(" | ")[6..])));
    }

    [Fact]
    public void Summary_NamesTheFastestPeer() =>
        Assert.Equal("5,000 chars/s, 2.50× ONNX Runtime", BenchText.Summary(BenchSamples.Peers.Results[1]));

    [Fact]
    public void ToMarkdown_HasNoColumnsForWhatWasNotMeasured()
    {
        string[] lines = BenchPage.ToMarkdown(BenchSamples.Plain).Split('\n');
        Assert.Contains("| workload | model | time | GFLOP/s | of the limit | bits × threads | memory |", lines);
        Assert.Contains("| C-rnn | SimpleRNN 128, batch 128, 4 steps | 0.25 ms | 203 | 101 % | 256 × 2 | – |", lines);
        Assert.Equal(2, lines.Count(line => line.StartsWith("| ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Write_LeavesTheModelOut_WhereTheColumnsDoNotFit()
    {
        Assert.Contains("SimpleRNN 128, batch 128, 4 steps", Written(BenchSamples.Plain), StringComparison.Ordinal);
        string full = Written(BenchSamples.Full);
        Assert.Contains("│ 5,000 chars/s │", full, StringComparison.Ordinal);
        Assert.DoesNotContain("LSTM 1024, carried state", full, StringComparison.Ordinal);
        Assert.Contains("A-stateful", full, StringComparison.Ordinal);
        Assert.Contains("Peer: PyTorch 2, 2 threads", full, StringComparison.Ordinal);
        string generation = Assert.Single(Written(BenchSamples.Peers).Split('\n'), line => line.StartsWith("│ generate-1024", StringComparison.Ordinal));
        Assert.Contains("│ ONNX Runtime", generation, StringComparison.Ordinal);
        Assert.EndsWith("│ 2.50× │", generation.TrimEnd(), StringComparison.Ordinal);
    }

    static string Written(BenchReport report)
    {
        using var output = new StringWriter();
        BenchPage.Write(Screen.On(output), report);
        return output.ToString();
    }
}
