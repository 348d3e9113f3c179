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
    }

    static string Written(BenchReport report)
    {
        using var output = new StringWriter();
        BenchPage.Write(Screen.On(output), report);
        return output.ToString();
    }
}
