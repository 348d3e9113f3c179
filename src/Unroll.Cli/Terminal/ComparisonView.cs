using Spectre.Console;
using Unroll.Reports.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Terminal;

/// <summary>A comparison of runs on the terminal: tables, as many below one another as it takes to show every run.</summary>
static class ComparisonView
{
    public static void Write(IAnsiConsole console, RunComparison comparison)
    {
        foreach (ComparedRun run in comparison.Runs)
            console.Line($"{run.Name}: {ShellWord.Of(run.Folder)}");
        foreach (Studies.Tables.Table table in comparison.Tables)
        {
            console.Line();
            console.Line(table.Title, TextStyle.Name);
            foreach (TableView view in Views(table, console.Profile.Width))
                console.Write(view.Render());
        }
    }

    /// <summary>The table in parts that fit: the first column with as many of the others as there is room for.</summary>
    public static IEnumerable<TableView> Views(Studies.Tables.Table table, int width)
    {
        for (int from = 1; from < table.Columns.Count;)
        {
            int count = table.Columns.Count - from;
            TableView view = View(count);
            while (view.LeftOut > 0 && count > 1)
                view = View(--count);
            yield return view;
            from += count;

            TableView View(int columns) => new(table with
            {
                Columns = [table.Columns[0], .. table.Columns.Skip(from).Take(columns)],
                Rows = [.. table.Rows.Select(row => (IReadOnlyList<Cell>)[row[0], .. row.Skip(from).Take(columns)])],
            }, width);
        }
    }
}
