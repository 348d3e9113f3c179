using System.Globalization;
using Unroll.Reports.Charts;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Grid;

/// <summary>Tables of trainings that are drawn: of the first training of each cell a matrix, such as a confusion matrix, or a histogram.</summary>
static class TextPlot
{
    /// <summary>A chart for each cell whose training has the table; one for those that do not differ.</summary>
    /// <exception cref="InvalidDataException">A table is damaged.</exception>
    public static IEnumerable<Chart> Of(StudyResult result, StudyText text)
    {
        if (text.Form == TextForm.Table || TrialTable.Create(result, text) is not { } table)
            return [];
        int axes = result.Study.Axes.Count;
        string title = TrialTable.TitleOf(result.Study, text);
        Column[] columns = [.. table.Columns.Skip(axes)];
        var cells = table.Rows.GroupBy(row => string.Join(", ", row.Take(axes).Select(cell => cell.Text)))
            .Select(rows => (Name: rows.Key, Rows: rows.Select(row => (IReadOnlyList<Cell>)[.. row.Skip(axes)]).ToArray()))
            .GroupBy(cell => Contents(cell.Rows)).ToArray();
        string mark = axes > 1 ? "; " : ", ";
        return cells.Select(same => Draw(
            same.Count() == result.Cells.Count ? title : $"{title}: {string.Join(mark, same.Select(cell => cell.Name))}", columns, same.First().Rows, text));
    }

    static Chart Draw(string title, Column[] columns, IReadOnlyList<Cell>[] rows, StudyText text)
    {
        // What the table of this cell lacks is empty.
        int[] own = [.. Enumerable.Range(0, columns.Length).Where(place => rows.Any(row => row[place].Text.Length > 0))];
        if (own.Length < 2)
            throw NoChart(text, "it has fewer than two columns");
        (columns, rows) = ([.. own.Select(place => columns[place])], [.. rows.Select(row => (IReadOnlyList<Cell>)[.. own.Select(place => row[place])])]);
        return text.Form == TextForm.HeatMap ? Matrix(title, columns, rows, text) : Bars(title, columns, rows, text);
    }

    static string Contents(IReadOnlyList<Cell>[] rows) => string.Join('\n', rows.Select(row => string.Join(',', row.Select(cell => cell.Content))));

    static HeatMap Matrix(string title, Column[] columns, IReadOnlyList<Cell>[] rows, StudyText text)
    {
        (string label, string[] names) = Split([.. columns.Skip(1).Select(column => column.Name)]);
        string[] heads = [.. rows.Select(row => row[0].Text)];
        double[,] values = new double[heads.Length, names.Length];
        for (int row = 0; row < heads.Length; row++)
            for (int column = 0; column < names.Length; column++)
                values[row, column] = Math.Round(Number(rows[row][column + 1], text), 3);
        return new HeatMap(title, columns[0].Name, label, heads, names, values) { HasDiagonal = heads.SequenceEqual(names.Take(heads.Length)) };
    }

    static XyChart Bars(string title, Column[] columns, IReadOnlyList<Cell>[] rows, StudyText text) => new(
        title, new Axis(columns[0].Name) { IsWhole = true }, new Axis(columns[1].Name),
        [new Series(columns[1].Name, Mark.Bars, [.. rows.Select(row => new Point(Number(row[0], text), Number(row[1], text)))])]);

    /// <summary>"read as hate" and "read as neither" are the columns hate and neither of "read as".</summary>
    static (string Label, string[] Names) Split(string[] columns)
    {
        string label = columns[0][..Math.Max(0, columns[0].LastIndexOf(' '))];
        return label.Length > 0 && columns.All(column => column.StartsWith(label + " ", StringComparison.Ordinal))
            ? (label, [.. columns.Select(column => column[(label.Length + 1)..])])
            : ("", columns);
    }

    static double Number(Cell cell, StudyText text) => cell.Number
        ?? (double.TryParse(cell.Text, CultureInfo.InvariantCulture, out double number) ? number
            : throw NoChart(text, $"'{cell.Text}' is no number"));

    static InvalidDataException NoChart(StudyText text, string why) =>
        new($"{text.File} cannot be drawn: {why}; in the study, show '{text.Title}' as a table");
}
