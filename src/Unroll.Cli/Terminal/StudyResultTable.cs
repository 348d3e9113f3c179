using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>What a study came to as a table: a row a cell, or a column a cell where there are more figures than cells; what has no room is in the summary.</summary>
static class StudyResultTable
{
    const int Gap = 3;

    const string Published = "published";
    const string Verdict = "to the best";

    /// <summary>Longer texts stand on two lines where cells are columns.</summary>
    const int Narrow = 15;

    public static void Write(IAnsiConsole console, StudyResult result)
    {
        List<string[]> heads = [.. result.Study.Axes.Select((axis, place) => (string[])[axis.Name, .. result.Cells.Select(cell => cell.Cell.Values[place].Name)])];
        List<string[]> figures = Figures(result);
        console.Line();
        if (result.Study.IsQuick)
            console.Line("quick form: its figures answer nothing", TextStyle.Quiet);
        if (result.IsSynthetic)
            console.Line("synthetic data: the program made them up", TextStyle.Quiet);
        int room = console.Profile.Width, left = 0;
        if (figures.Count > result.Cells.Count && Turned(heads, figures) is var turned && Width(turned) < room)
            console.Write(Table(turned, 1));
        else
            left = WriteFitting(console, [.. heads, .. figures], heads.Count, room);
        console.Line($"The summary{(left > 0 ? $", with {left} more {(left == 1 ? "column" : "columns")}," : "")} is in {ShellWord.Of(Path.Combine(result.Folder, "summary.md"))}.");
    }

    /// <summary>Columns with their headings: the figures, what cells are compared by first.</summary>
    static List<string[]> Figures(StudyResult result)
    {
        Study study = result.Study;
        Dictionary<CellResult, CellDifference> differences = CellDifference.Compare(result).ToDictionary(difference => difference.Cell);
        var columns = new List<string[]>();
        if (result.Failures > 0)
            columns.Add(["failed", .. result.Cells.Select(cell => cell.Failures.ToString(CultureInfo.InvariantCulture))]);
        foreach (string figure in StudyTables.Ordered(study).Where(figure => result.Cells.Any(cell => cell.Trials(figure) is not null)))
        {
            columns.Add([FigureText.Name(figure), .. result.Cells.Select(cell => FigureText.Of(cell.Trials(figure), figure))]);
            if (result.Cells.Any(cell => cell.Cell.Published(figure)?.Value is not null))
                columns.Add([Published, .. result.Cells.Select(cell => FigureText.Of(cell.Cell.Published(figure)))]);
            if (figure == study.Comparison?.Figure && differences.Count > 0)
                columns.Add([Verdict, .. result.Cells.Select(cell => differences.TryGetValue(cell, out CellDifference? difference) ? difference.Verdict : "")]);
        }

        return columns;
    }

    /// <summary>A column a cell, behind one of names.</summary>
    static List<string[]> Turned(List<string[]> heads, List<string[]> figures) =>
    [
        ["figure", .. figures.Select(figure => (figure[0] is Published or Verdict ? "  " : "") + figure[0])],
        .. Enumerable.Range(1, figures[0].Length - 1).Select(cell => (string[])[heads.Count == 0 ? "value" : string.Join(", ", heads.Select(head => head[cell])), .. figures.Select(figure => Broken(figure[cell]))]),
    ];

    /// <summary>As many columns as there is room for; how many are left out.</summary>
    static int WriteFitting(IAnsiConsole console, List<string[]> columns, int heads, int room)
    {
        int shown = 0;
        while (shown < columns.Count && (room -= Width(columns[shown]) + Gap) > 1)
            shown++;
        if (shown > 0)
            console.Write(Table(columns[..shown], heads));
        return columns.Count - shown;
    }

    static Table Table(List<string[]> columns, int heads)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        for (int column = 0; column < columns.Count; column++)
            table.AddColumn(new TableColumn(Markup.Escape(columns[column][0])) { NoWrap = true, Alignment = column < heads ? Justify.Left : Justify.Right });
        for (int row = 1; row < columns[0].Length; row++)
            table.AddRow([.. columns.Select(column => Markup.Escape(column[row]))]);
        return table;
    }

    static int Width(List<string[]> columns) => 1 + columns.Sum(column => Width(column) + Gap);

    static int Width(string[] column) => column.Max(text => text.Split('\n').Max(line => line.Length));

    /// <summary>"within the spread" on two lines, broken at the space nearest to its middle.</summary>
    static string Broken(string text)
    {
        if (text.Length <= Narrow || !text.Contains(' ', StringComparison.Ordinal))
            return text;
        int space = Enumerable.Range(0, text.Length).Where(place => text[place] == ' ').MinBy(place => Math.Abs((2 * place) - text.Length));
        return $"{text[..space]}\n{text[(space + 1)..]}";
    }
}
