using Unroll.Studies.Bench;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Terminal;

/// <summary>The tables of a measurement.</summary>
static class BenchTables
{
    static readonly Cell s_unknown = "–";

    /// <summary>The workloads; only columns that have something to report.</summary>
    public static Table Works(BenchReport report)
    {
        var columns = new List<(Column Column, Func<BenchResult, Cell> Cell)>
        {
            (Column.Text("workload"), result => result.Ours.Work.Name),
            (Column.Text("model") with { IsDetail = true }, result => result.Ours.Work.Description),
            (Column.Number("time"), result => Time(result.Ours)),
            (Column.Number("GFLOP/s"), result => Gflops(result.Ours)),
            (Column.Number("of the limit"), result => Share(report, result.Ours)),
            (Column.Number("bits × threads") with { IsDetail = true }, result => $"{report.Machine.VectorBits} × {result.Ours.By.Threads}"),
        };
        if (report.Results.Any(result => result.Ours.By.Split is not null))
            columns.Add((Column.Number("split") with { IsDetail = true }, result => result.Ours.By.Split ?? s_unknown));
        columns.Add((Column.Number("memory"), result => Memory(result.Ours)));
        for (int scale = 1; scale < report.Limits.Count; scale++)
        {
            int place = scale;
            columns.Add((Column.Number($"{report.Limits[0].Workers} → {report.Limits[scale].Workers} threads"),
                result => place < result.Scaling.Count ? Times(result.SpeedUp(result.Scaling[place])) : s_unknown));
        }

        columns.AddRange(Peers(report));
        return new Table([.. columns.Select(column => column.Column)],
            [.. report.Results.Select(result => (Cell[])[.. columns.Select(column => column.Cell(result))])]);
    }

    /// <summary>The variants of the workloads; null when none were measured.</summary>
    public static Table? Variants(BenchReport report)
    {
        Cell[][] rows =
        [
            .. from result in report.Results
               from variant in result.Variants
               select (Cell[])
               [
                   variant.Work.Name, variant.Work.Description, Time(variant), Gflops(variant), Share(report, variant), Memory(variant),
                   Times(result.OverPlain(variant)),
               ],
        ];
        Column[] columns =
        [
            Column.Text("workload"), Column.Text("model") with { IsDetail = true }, Column.Number("time"), Column.Number("GFLOP/s"),
            Column.Number("of the limit"),
            Column.Number("memory"), Column.Number("of the plain form's time"),
        ];
        return rows.Length == 0 ? null : new Table(columns, rows);
    }

    /// <summary>The time of every peer, then what is known of the fastest of each row; nothing without peers. Among several the fastest one matters.</summary>
    static IEnumerable<(Column Column, Func<BenchResult, Cell> Cell)> Peers(BenchReport report)
    {
        BenchTiming[] all = [.. report.Results.SelectMany(result => result.Peers)];
        if (all.Length == 0)
            yield break;
        string[] products = [.. all.Select(BenchText.Product).Distinct()];
        foreach (string product in products)
            yield return (Column.Number(product) with { IsDetail = products.Length > 1 },
                result => result.Peers.FirstOrDefault(peer => BenchText.Product(peer) == product) is { } peer ? Time(peer) : s_unknown);
        if (products.Length > 1)
            yield return (Column.Text("fastest peer"), result => result.Peer is { } peer ? BenchText.Product(peer) : s_unknown);
        if (all.Any(peer => peer.By.CoreType is not null))
            yield return (Column.Number("its core type") with { IsDetail = true }, result => result.Peer?.By.CoreType ?? s_unknown);
        yield return (Column.Number("its memory") with { IsDetail = true }, result => result.Peer is { } peer ? Memory(peer) : s_unknown);
        yield return (Column.Number("ratio"), result => result.Ratio is { } ratio ? Times(ratio) : s_unknown);
    }

    static Cell Time(BenchTiming timing) => new(BenchText.Time(timing), timing.Work.IsGeneration ? timing.CharactersPerSecond : timing.Milliseconds);

    static Cell Gflops(BenchTiming timing) => new(BenchText.Number(timing.Gflops, "F0"), timing.Gflops);

    static Cell Share(BenchReport report, BenchTiming timing) =>
        new(BenchText.Number(100 * report.ShareOfLimit(timing), "F0") + " %", report.ShareOfLimit(timing));

    static Cell Memory(BenchTiming timing) => new(BenchText.Memory(timing), timing.PeakMemory);

    static Cell Times(double ratio) => new(BenchText.Times(ratio), ratio);
}
