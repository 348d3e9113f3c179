using System.Text.Json;
using Unroll.Cli.Documents;
using Unroll.Cli.Tests.Terminal;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Tests.Documents;

public sealed class BenchDocumentTests
{
    [Fact]
    public void Write_HasTheStableNames()
    {
        JsonElement document = Json(BenchSamples.Full);
        Assert.Equal(["peakGflops", "workers", "vectorBits", "processor", "runtime", "commit", "date", "load", "peaks", "works"], Names(document));
        Assert.Equal(200, document.GetProperty("peakGflops").GetDouble());
        Assert.Equal("2026-11-21", document.GetProperty("date").GetString());
        Assert.Equal([100, 200], document.GetProperty("peaks").EnumerateArray().Select(peak => peak.GetProperty("gflops").GetDouble()));

        JsonElement training = document.GetProperty("works")[0], generation = document.GetProperty("works")[1];
        Assert.Equal(
            ["name", "model", "milliseconds", "gflops", "shareOfPeak", "workers", "split", "peakMemoryBytes", "scaling", "variants", "peer", "ratio", "peers"],
                Names(training));
        Assert.Equal(["name", "coreType", "milliseconds", "gflops", "shareOfPeak", "workers", "peakMemoryBytes"], Names(training.GetProperty("peer")));
        Assert.Equal("PyTorch 2", training.GetProperty("peer").GetProperty("name").GetString());
        Assert.Equal(2.5, training.GetProperty("ratio").GetDouble());
        Assert.Equal(60.5 / 0.4 / 200, training.GetProperty("shareOfPeak").GetDouble(), 0.001);
        Assert.Equal([1, 1.8], training.GetProperty("scaling").EnumerateArray().Select(timing => timing.GetProperty("speedUp").GetDouble()));
        Assert.Equal("A-stateful", training.GetProperty("variants")[0].GetProperty("name").GetString());
        Assert.Equal(1.1, training.GetProperty("variants")[0].GetProperty("overPlain").GetDouble(), 1e-9);
        Assert.Equal(["name", "model", "charactersPerSecond", "gflops", "shareOfPeak", "workers", "peakMemoryBytes", "scaling"], Names(generation));
        Assert.Equal(5000, generation.GetProperty("charactersPerSecond").GetDouble(), 1e-6);
    }

    [Fact]
    public void Write_ListsAllPeers_AndTheFastestApart()
    {
        JsonElement generation = Json(BenchSamples.Peers).GetProperty("works")[1];
        Assert.Equal("ONNX Runtime 1.31.1", generation.GetProperty("peer").GetProperty("name").GetString());
        Assert.Equal(2.5, generation.GetProperty("ratio").GetDouble(), 1e-9);
        Assert.Equal(
            [("TorchSharp 0.107.0, libtorch 2.10.0", 250), ("PyTorch 2", 1000), ("ONNX Runtime 1.31.1", 2000)],
            generation.GetProperty("peers").EnumerateArray()
                .Select(peer => (peer.GetProperty("name").GetString(), (int)Math.Round(peer.GetProperty("charactersPerSecond").GetDouble()))));
    }

    [Fact]
    public void Write_LeavesOutWhatWasNotMeasured() => Assert.Equal(
        ["name", "model", "milliseconds", "gflops", "shareOfPeak", "workers"], Names(Json(BenchSamples.Plain).GetProperty("works")[0]));

    static JsonElement Json(BenchReport report)
    {
        using var output = new StringWriter();
        JsonOutput.Write(output, BenchDocument.From(report), OutputJson.Readable.BenchDocument);
        using JsonDocument document = JsonDocument.Parse(output.ToString());
        return document.RootElement.Clone();
    }

    static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
