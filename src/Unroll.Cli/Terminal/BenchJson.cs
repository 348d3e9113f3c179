using System.Globalization;
using System.Text.Json;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Terminal;

/// <summary>A measurement as JSON. The names stay stable.</summary>
static class BenchJson
{
    public static void Write(Utf8JsonWriter writer, BenchReport report)
    {
        BenchMachine machine = report.Machine;
        writer.WriteNumber("peakGflops", report.Limit / 1e9);
        writer.WriteNumber("workers", report.Workers);
        writer.WriteNumber("vectorBits", machine.VectorBits);
        writer.WriteString("processor", machine.Processor);
        writer.WriteString("runtime", machine.Runtime);
        writer.WriteString("commit", machine.Commit);
        writer.WriteString("date", machine.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (machine.Load is { } load)
            writer.WriteNumber("load", load);
        writer.WriteStartArray("peaks");
        foreach ((int workers, double limit) in report.Limits)
        {
            writer.WriteStartObject();
            writer.WriteNumber("workers", workers);
            writer.WriteNumber("gflops", limit / 1e9);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("works");
        foreach (BenchResult result in report.Results)
            Work(writer, report, result);
        writer.WriteEndArray();
    }

    static void Work(Utf8JsonWriter writer, BenchReport report, BenchResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("name", result.Ours.Work.Name);
        writer.WriteString("model", result.Ours.Work.Description);
        Figures(writer, report, result.Ours);
        if (result.Scaling.Count > 1)
            Array(writer, report, "scaling", result.Scaling, timing => writer.WriteNumber("speedUp", result.SpeedUp(timing)));
        if (result.Variants.Count > 0)
        {
            Array(writer, report, "variants", result.Variants, variant =>
            {
                writer.WriteString("name", variant.Work.Name);
                writer.WriteNumber("overPlain", result.OverPlain(variant));
            });
        }

        if (result.Peer is { } peer)
        {
            writer.WriteStartObject("peer");
            writer.WriteString("name", peer.By.Name);
            writer.WriteString("coreType", peer.By.CoreType);
            Figures(writer, report, peer);
            writer.WriteEndObject();
            writer.WriteNumber("ratio", result.Ratio!.Value);
        }

        writer.WriteEndObject();
    }

    static void Array(Utf8JsonWriter writer, BenchReport report, string name, IReadOnlyList<BenchTiming> timings, Action<BenchTiming> more)
    {
        writer.WriteStartArray(name);
        foreach (BenchTiming timing in timings)
        {
            writer.WriteStartObject();
            Figures(writer, report, timing);
            more(timing);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void Figures(Utf8JsonWriter writer, BenchReport report, BenchTiming timing)
    {
        if (timing.Work.IsGeneration)
            writer.WriteNumber("charactersPerSecond", timing.CharactersPerSecond);
        else
            writer.WriteNumber("milliseconds", timing.Milliseconds);
        writer.WriteNumber("gflops", timing.Gflops);
        writer.WriteNumber("shareOfPeak", report.ShareOfLimit(timing));
        writer.WriteNumber("workers", timing.By.Threads);
        if (timing.By.Split is { } split)
            writer.WriteString("split", split);
        if (timing.PeakMemory is { } bytes)
            writer.WriteNumber("peakMemoryBytes", bytes);
    }
}
