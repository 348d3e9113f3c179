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

        if (report.Results.Any(result => result.Peer is not null))
            columns.AddRange(
            [
                (Column.Number("PyTorch"), result => result.Peer is { } peer ? Time(peer) : s_unknown),
                (Column.Number("its core type") with { IsDetail = true }, result => result.Peer?.By.CoreType ?? s_unknown),
                (Column.Number("its memory") with { IsDetail = true }, result => result.Peer is { } peer ? Memory(peer) : s_unknown),
                (Column.Number("ratio"), result => result.Ratio is { } ratio ? Times(ratio) : s_unknown),
            ]);
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

    static Cell Time(BenchTiming timing) => new(BenchText.Time(timing), timing.Work.IsGeneration ? timing.CharactersPerSecond : timing.Milliseconds);

    static Cell Gflops(BenchTiming timing) => new(BenchText.Number(timing.Gflops, "F0"), timing.Gflops);

    static Cell Share(BenchReport report, BenchTiming timing) =>
        new(BenchText.Number(100 * report.ShareOfLimit(timing), "F0") + " %", report.ShareOfLimit(timing));

    static Cell Memory(BenchTiming timing) => new(BenchText.Memory(timing), timing.PeakMemory);

    static Cell Times(double ratio) => new(BenchText.Times(ratio), ratio);
}
