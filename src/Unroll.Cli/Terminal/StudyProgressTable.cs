using System.Globalization;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>The cells of a running study, as many as the terminal has lines for: those around the ones that run.</summary>
static class StudyProgressTable
{
    /// <summary>Lines of a table that are no rows, a heading on two lines included, and of what stands around it.</summary>
    const int OtherLines = 10;

    /// <summary>Columns that stay free, for the terminal's own "^C".</summary>
    const int Margin = 4;

    public static Spectre.Console.Table Render(Study study, StudyProgress progress, int width, int height)
    {
        IReadOnlyList<StudyCell> cells = progress.Cells;
        int room = Math.Max(3, height - OtherLines), first = 0;
        if (cells.Count > room)
        {
            int running = Enumerable.Range(0, cells.Count).FirstOrDefault(place => cells[place].Trials.Any(trial => progress.Running(trial) is not null), 0);
            first = Math.Clamp(running - (room / 2), 0, cells.Count - room);
        }

        CellResult[] shown = [.. cells.Skip(first).Take(room).Select(cell => new CellResult(cell, [.. cell.Trials.Select(progress.Result)]))];
        Spectre.Console.Table table = new TableView(StudyTables.Progress(study, progress, shown), width - Margin).Render();
        if (cells.Count > room)
            table.Caption = new(string.Create(CultureInfo.InvariantCulture, $"cells {first + 1} to {first + shown.Length} of {cells.Count}"));
        return table;
    }
}
