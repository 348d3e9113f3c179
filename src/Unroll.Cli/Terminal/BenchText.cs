using System.Globalization;
using Unroll.Studies;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Terminal;

/// <summary>A measurement in words.</summary>
static class BenchText
{
    const string Unknown = "–";

    /// <summary>The machine.</summary>
    public static string About(BenchReport report) => $"{report.Machine.Processor}, {Quantity.Text(report.Workers, "thread")} on "
        + $"{Quantity.Text(report.Machine.Cores, "core")}, {report.Machine.VectorBits}-bit lanes, {report.Machine.Runtime}";

    /// <summary>The load of the machine; empty where the system does not report it.</summary>
    public static string Load(BenchReport report) => report.Machine.Load is { } load ? $"load in the minute before {Number(load, "F1")}" : "";

    /// <summary>The limits that the shares refer to.</summary>
    public static string Limits(BenchReport report)
    {
        IEnumerable<string> limits = report.Limits.Select(limit => $"{Number(limit.Limit / 1e9, "F0")} GFLOP/s with {Quantity.Text(limit.Workers, "thread")}"
            + (limit == report.Limits[0] ? "" : $" ({Times(limit.Limit / report.Limits[0].Limit)})"));
        return $"Limit of multiply-adds, measured in this run: {string.Join(", ", limits)}; the operations counted are those of the plain algorithm.";
    }

    /// <summary>The peers, a sentence each, and the width that they are held to.</summary>
    public static IEnumerable<string> Peers(BenchReport report)
    {
        BenchIntroduction[] peers = [.. report.Results.SelectMany(result => result.Peers).Select(peer => peer.By).DistinctBy(by => by.Name)];
        foreach (BenchIntroduction peer in peers)
            yield return $"Peer: {peer.Name}, {Quantity.Text(peer.Threads, "thread")}"
                + (peer.CoreType is null || report.Machine.IsHeldToAvx2 ? "." : "; for each workload the fastest OPENBLAS_CORETYPE on this machine.");
        if (peers.Length > 0 && report.Machine.IsHeldToAvx2)
            yield return $"Unroll is held to 256 bits, and so is PyTorch's library, by {BenchPeers.HeldBy}; ONNX Runtime knows no such setting.";
    }

    /// <summary>The name of a side without its version: "ONNX Runtime".</summary>
    public static string Product(BenchTiming timing) =>
        timing.By.Name.AsSpan().IndexOfAnyInRange('0', '9') is > 0 and var version ? timing.By.Name[..version].TrimEnd() : timing.By.Name;

    /// <summary>One result in a few words.</summary>
    public static string Summary(BenchResult result) => Time(result.Ours)
        + (result is { Ratio: { } ratio, Peer: { } peer } ? $", {Times(ratio)} {Product(peer)}" : "")
        + string.Concat(result.Scaling.SkipLast(1).Select(Scaled));

    /// <summary>"400.0 ms", "5,000 chars/s".</summary>
    public static string Time(BenchTiming timing) => timing.Work.IsGeneration
        ? Number(timing.CharactersPerSecond, "N0") + " chars/s"
        : Number(timing.Milliseconds, timing.Milliseconds < 10 ? "F2" : "F1") + " ms";

    /// <summary>"500 MB"; a dash where the system does not report it.</summary>
    public static string Memory(BenchTiming timing) => timing.PeakMemory is { } bytes ? Number(bytes / 1e6, "F0") + " MB" : Unknown;

    /// <summary>"1.80×".</summary>
    public static string Times(double ratio) => Number(ratio, "F2") + "×";

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    static string Scaled(BenchTiming timing) => $", {Time(timing)} with {Quantity.Text(timing.By.Threads, "thread")}";
}
