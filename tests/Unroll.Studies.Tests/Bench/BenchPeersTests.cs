using Unroll.Studies.Bench;

namespace Unroll.Studies.Tests.Bench;

public sealed class BenchPeersTests
{
    [Theory]
    [InlineData("pytroch", "--peer pytroch: unknown; known are torchsharp, pytorch, onnxruntime; did you mean 'pytorch'?")]
    [InlineData("pytorch,", "--peer : unknown; known are torchsharp, pytorch, onnxruntime")]
    [InlineData("torchsharp, jax", "--peer jax: unknown; known are torchsharp, pytorch, onnxruntime")]
    public void Find_TellsTheKnownNames_WhenOneIsUnknown(string names, string message) => Assert.Equal(message, Complaint(names, BenchWorks.All));

    [Fact]
    public void Find_TellsWhatAPeerDoes_WhenItDoesNoneOfTheWorkloads() => Assert.Equal(
        "--peer onnxruntime: does none of these workloads; it does generate-256x2, generate-1024, generate-1024-bf16, generate-64, generate-window",
        Complaint("onnxruntime", [BenchWorks.Find("A"), BenchWorks.Find("E")]));

    static string Complaint(string names, IReadOnlyList<BenchWork> works) => Assert.Throws<InputException>(
        () => BenchPeers.Find(names, works, line => Assert.Fail($"Nothing is built: {line}"), CancellationToken.None)).Message;
}
