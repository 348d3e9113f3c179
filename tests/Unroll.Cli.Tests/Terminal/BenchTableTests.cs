using Unroll.Cli.Terminal;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Tests.Terminal;

public sealed class BenchTableTests
{
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
        BenchTable.Write(output, report);
        return output.ToString();
    }
}
