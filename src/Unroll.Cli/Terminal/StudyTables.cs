using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Studies;

namespace Unroll.Cli.Terminal;

/// <summary>Studies and their results as tables.</summary>
static class StudyTables
{
    const int Gap = 3;

    public static void List(IAnsiConsole console, IEnumerable<Study> studies)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("name").NoWrap()).AddColumn("question").AddColumn(new TableColumn("trainings").RightAligned());
        foreach (Study study in studies)
            table.AddRow(Markup.Escape(study.Name), Markup.Escape(study.Question), (study.Cells().Count * study.Repeats).ToString("N0", CultureInfo.InvariantCulture));
        console.Write(table);
        console.Line("unroll study show NAME          tells of one in words");
        console.Line("unroll study run NAME --quick   tries one in at most three minutes");
    }

    /// <summary>The figures of all cells; as many columns as the terminal has room for, the rest is in the summary.</summary>
    public static void Result(IAnsiConsole console, StudyResult result)
    {
        Study study = result.Study;
        string[] figures = [.. Ordered(study).Where(figure => result.Cells.Any(cell => cell.Trials(figure) is not null))];
        Dictionary<CellResult, CellDifference> differences = CellDifference.Compare(result).ToDictionary(difference => difference.Cell);
        var columns = new List<string[]>(study.Axes.Select((axis, place) => (string[])[axis.Name, .. result.Cells.Select(cell => cell.Cell.Values[place].Name)]));
        int left = columns.Count;
        if (result.Failures > 0)
            columns.Add(["failed", .. result.Cells.Select(cell => cell.Failures.ToString(CultureInfo.InvariantCulture))]);
        foreach (string figure in figures)
        {
            columns.Add([FigureText.Name(figure), .. result.Cells.Select(cell => FigureText.Of(cell.Trials(figure), figure))]);
            if (result.Cells.Any(cell => cell.Cell.Published(figure)?.Value is not null))
                columns.Add(["published", .. result.Cells.Select(cell => FigureText.Of(cell.Cell.Published(figure)))]);
            if (figure == study.Comparison?.Figure && differences.Count > 0)
                columns.Add(["to the best", .. result.Cells.Select(cell => differences.TryGetValue(cell, out CellDifference? difference) ? difference.Verdict : "")]);
        }

        int room = console.Profile.Width, shown = 0;
        while (shown < columns.Count && (room -= columns[shown].Max(text => text.Length) + Gap) > 1)
            shown++;
        Table table = new Table().Border(TableBorder.Rounded);
        if (Titles(result) is { Length: > 0 } title)
            table.Title(title);
        for (int column = 0; column < shown; column++)
            table.AddColumn(new TableColumn(Markup.Escape(columns[column][0])) { NoWrap = true, Alignment = column < left ? Justify.Left : Justify.Right });
        for (int row = 1; row <= result.Cells.Count; row++)
            table.AddRow([.. columns.Take(shown).Select(column => Markup.Escape(column[row]))]);
        console.Line();
        if (shown > 0)
            console.Write(table);
        string more = shown < columns.Count ? $", with {columns.Count - shown} more columns" : "";
        console.Line($"The summary{more} is in {ShellWord.Of(Path.Combine(result.Folder, "summary.md"))}.");
    }

    /// <summary>What cells are compared by comes first.</summary>
    public static IEnumerable<string> Ordered(Study study) => study.Figures.OrderBy(figure => figure == study.Comparison?.Figure ? 0 : 1);

    static string Titles(StudyResult result) =>
        string.Join("; ", new[] { result.Study.IsQuick ? "quick form: its figures answer nothing" : "", result.IsSynthetic ? "synthetic data: the program made them up" : "" }.Where(text => text.Length > 0));
}
