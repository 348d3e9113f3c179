using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>The cells of a running study, as many as the terminal has lines for: those around the ones that run.</summary>
static class StudyProgressTable
{
    /// <summary>Lines of a table that are no rows, and of what stands around it.</summary>
    const int OtherLines = 9;

    const int Gap = 3;

    /// <summary>Columns that stay free, for the terminal's own "^C".</summary>
    const int Margin = 4;

    public static Table Of(Study study, StudyProgress progress, int width, int height)
    {
        IReadOnlyList<StudyCell> cells = progress.Cells;
        int room = Math.Max(3, height - OtherLines), first = 0;
        if (cells.Count > room)
        {
            int running = Math.Max(0, Enumerable.Range(0, cells.Count).FirstOrDefault(place => cells[place].Trials.Any(trial => progress.Running(trial) is not null), 0));
            first = Math.Clamp(running - (room / 2), 0, cells.Count - room);
        }

        CellResult[] shown = [.. cells.Skip(first).Take(room).Select(cell => new CellResult(cell, [.. cell.Trials.Select(progress.Result)]))];
        string[] figures = [.. StudyTables.Ordered(study).Where(figure => cells.Any(cell => cell.Trials.Any(trial => progress.Result(trial)?.Figure(figure) is not null)))];
        var columns = new List<string[]>(study.Axes.Select((axis, place) => (string[])[axis.Name, .. shown.Select(cell => cell.Cell.Values[place].Name)]))
        {
            (string[])["trainings", .. shown.Select(cell => Trainings(cell, progress))],
        };
        int left = columns.Count;
        columns.AddRange(figures.Select(figure => (string[])[FigureText.Name(figure), .. shown.Select(cell => cell.Trials(figure) is { } trials ? FigureText.Of(trials, figure) : "")]));

        Table table = new Table().Border(TableBorder.Rounded);
        int fitting = 0, columnsLeft = width - Margin;
        while (fitting < columns.Count && ((columnsLeft -= columns[fitting].Max(text => text.Length) + Gap) > 1 || fitting < left))
            fitting++;
        for (int column = 0; column < fitting; column++)
            table.AddColumn(new TableColumn(Markup.Escape(columns[column][0])) { NoWrap = true, Alignment = column < left ? Justify.Left : Justify.Right });
        for (int row = 1; row <= shown.Length; row++)
            table.AddRow([.. columns.Take(fitting).Select(column => Markup.Escape(column[row]))]);
        return cells.Count > room
            ? table.Caption(string.Create(CultureInfo.InvariantCulture, $"cells {first + 1} to {first + shown.Length} of {cells.Count}"))
            : table;
    }

    /// <summary>"2/5, 37 %", "5/5", "5/5, 1 failed".</summary>
    static string Trainings(CellResult cell, StudyProgress progress)
    {
        string running = string.Concat(cell.Cell.Trials.Select(progress.Running).OfType<double>().Select(share => string.Create(CultureInfo.InvariantCulture, $", {share * 100:F0} %")));
        string failed = cell.Failures == 0 ? "" : $", {cell.Failures} failed";
        return $"{cell.Done}/{cell.Results.Count}{failed}{running}";
    }
}
