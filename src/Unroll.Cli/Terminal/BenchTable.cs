using Spectre.Console;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Terminal;

/// <summary>A measurement on the terminal.</summary>
static class BenchTable
{
    public static void Write(TextWriter output, BenchReport report)
    {
        IAnsiConsole console = Screen.On(output);
        foreach (BenchSheet sheet in new[] { BenchSheet.Works(report), BenchSheet.Variants(report) }.OfType<BenchSheet>())
            console.Write(Table(sheet, console.Profile.Width));
        output.WriteLine($"{BenchSheet.Limits(report)} Times are medians, memory is the most of a process of its own.");
        if (BenchSheet.Peer(report) is { } peer)
            output.WriteLine(peer);
    }

    /// <summary>Where the columns do not fit, the model is left out: the name of the work says it.</summary>
    static Table Table(BenchSheet sheet, int width)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        int[] shown = [.. Enumerable.Range(0, sheet.Titles.Length).Where(column => column != 1 || sheet.Width <= width)];
        foreach (int column in shown)
        {
            var made = new TableColumn(Markup.Escape(sheet.Titles[column])) { NoWrap = true, Alignment = column < 2 ? Justify.Left : Justify.Right };
            table.AddColumn(made);
        }

        foreach (string[] row in sheet.Rows)
            table.AddRow([.. shown.Select(column => Markup.Escape(row[column]))]);
        return table;
    }
}
