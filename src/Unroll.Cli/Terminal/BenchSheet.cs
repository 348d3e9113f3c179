using System.Globalization;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Terminal;

/// <summary>A measurement in words and cells, for the terminal and for Markdown. The first two columns of a sheet are text, the others numbers; a title may have two lines.</summary>
sealed record BenchSheet(string[] Titles, IReadOnlyList<string[]> Rows)
{
    const string Unknown = "–";

    /// <summary>Characters of a line with borders.</summary>
    public int Width => 1 + Enumerable.Range(0, Titles.Length).Sum(column => 3 + Rows.Append(Titles).SelectMany(row => row[column].Split('\n')).Max(line => line.Length));

    /// <summary>The works: only columns that have something to tell.</summary>
    public static BenchSheet Works(BenchReport report)
    {
        bool split = report.Results.Any(result => result.Ours.By.Split is not null), peer = report.Results.Any(result => result.Peer is not null);
        string[] titles =
        [
            "work", "model", "time", "GFLOP/s", "of the\nlimit", "bits ×\nthreads", .. Only(split, "split"), "memory",
            .. report.Limits.Skip(1).Select(limit => $"{report.Limits[0].Workers} → {limit.Workers}\nthreads"),
            .. Only(peer, "PyTorch", "its core\ntype", "its\nmemory", "ratio"),
        ];
        return new BenchSheet(titles, [.. report.Results.Select(result => Row(report, result, split, peer))]);
    }

    /// <summary>The other forms of the works; null when none were measured.</summary>
    public static BenchSheet? Variants(BenchReport report)
    {
        string[][] rows =
        [
            .. from result in report.Results
               from variant in result.Variants
               select (string[])
               [
                   variant.Work.Name, variant.Work.Description, Time(variant), Number(variant.Gflops, "F0"), Share(report, variant), Memory(variant),
                   Times(result.OverPlain(variant)),
               ],
        ];
        return rows.Length == 0 ? null : new BenchSheet(["work", "model", "time", "GFLOP/s", "of the\nlimit", "memory", "of the plain\nform's time"], rows);
    }

    /// <summary>One result in a few words.</summary>
    public static string Summary(BenchResult result) =>
        Time(result.Ours) + (result.Ratio is { } ratio ? $", {Times(ratio)} PyTorch" : "") + string.Concat(result.Scaling.SkipLast(1).Select(Scaled));

    /// <summary>Where is measured.</summary>
    public static string About(BenchReport report) =>
        $"{report.Machine.Processor}, {Count(report.Workers, "thread")} on {Count(report.Machine.Cores, "core")}, {report.Machine.VectorBits}-bit lanes, {report.Machine.Runtime}";

    /// <summary>How busy the machine was; empty where the system does not tell.</summary>
    public static string Load(BenchReport report) => report.Machine.Load is { } load ? $"load of the minute before {Number(load, "F1")}" : "";

    /// <summary>The limits that the shares refer to.</summary>
    public static string Limits(BenchReport report)
    {
        IEnumerable<string> limits = report.Limits.Select(limit => $"{Number(limit.Limit / 1e9, "F0")} GFLOP/s with {Count(limit.Workers, "thread")}"
            + (limit == report.Limits[0] ? "" : $" ({Times(limit.Limit / report.Limits[0].Limit)})"));
        return $"Limit of multiply-adds, measured in this run: {string.Join(", ", limits)}; the operations counted are those of the plain algorithm.";
    }

    /// <summary>Who the peer is; null without one.</summary>
    public static string? Peer(BenchReport report) => report.Results.Select(result => result.Peer?.By).FirstOrDefault(by => by is not null) is { } peer
        ? $"Peer: {peer.Name}, {Count(peer.Threads, "thread")}; for each work the OPENBLAS_CORETYPE that is the fastest here."
        : null;

    static string[] Row(BenchReport report, BenchResult result, bool split, bool peer)
    {
        BenchTiming ours = result.Ours;
        return
        [
            ours.Work.Name, ours.Work.Description, Time(ours), Number(ours.Gflops, "F0"), Share(report, ours), $"{report.Machine.VectorBits} × {ours.By.Threads}",
            .. Only(split, ours.By.Split ?? Unknown), Memory(ours), .. result.Scaling.Skip(1).Select(timing => Times(result.SpeedUp(timing))),
            .. Only(
                peer,
                result.Peer is null ? Unknown : Time(result.Peer),
                result.Peer?.By.CoreType ?? Unknown,
                result.Peer is null ? Unknown : Memory(result.Peer),
                result.Ratio is { } ratio ? Times(ratio) : Unknown),
        ];
    }

    static string Scaled(BenchTiming timing) => $", {Time(timing)} with {Count(timing.By.Threads, "thread")}";

    static string Time(BenchTiming timing) => timing.Work.IsGeneration
        ? Number(timing.CharactersPerSecond, "N0") + " chars/s"
        : Number(timing.Milliseconds, timing.Milliseconds < 10 ? "F2" : "F1") + " ms";

    static string Share(BenchReport report, BenchTiming timing) => Number(100 * report.ShareOfLimit(timing), "F0") + " %";

    static string Memory(BenchTiming timing) => timing.PeakMemory is { } bytes ? Number(bytes / 1e6, "F0") + " MB" : Unknown;

    static string Times(double ratio) => Number(ratio, "F2") + "×";

    static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    static string[] Only(bool wanted, params string[] cells) => wanted ? cells : [];

    static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
