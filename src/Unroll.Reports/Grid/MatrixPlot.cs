using System.Globalization;
using Unroll.Reports.Charts;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Grid;

/// <summary>A matrix of the first training of each cell, such as a confusion matrix, as a heat map.</summary>
static class MatrixPlot
{
    /// <summary>A chart for each cell whose training has the matrix.</summary>
    /// <exception cref="InvalidDataException">A table is damaged.</exception>
    public static IEnumerable<Chart> Of(StudyResult result, StudyText text)
    {
        if (TrialTable.Create(result, text) is not { } table)
            yield break;
        int axes = result.Study.Axes.Count;
        string title = TrialTable.TitleOf(result.Study, text);
        Column[] columns = [.. table.Columns.Skip(axes)];
        (string label, string[] names) = Split([.. columns.Skip(1).Select(column => column.Name)]);
        foreach (IGrouping<string, IReadOnlyList<Cell>> rows in table.Rows.GroupBy(row => string.Join(", ", row.Take(axes).Select(cell => cell.Text))))
        {
            string[] heads = [.. rows.Select(row => row[axes].Text)];
            double[,] values = new double[heads.Length, names.Length];
            foreach ((int place, IReadOnlyList<Cell> row) in rows.Index())
                for (int column = 0; column < names.Length; column++)
                    values[place, column] = Number(row[axes + 1 + column], text);
            yield return new HeatMap(rows.Key.Length == 0 ? title : $"{title}: {rows.Key}", columns[0].Name, label, heads, names, values)
            {
                HasDiagonal = heads.SequenceEqual(names.Take(heads.Length)),
            };
        }
    }

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
            : throw new InvalidDataException($"{text.File}: '{cell.Text}' is no number of a matrix"));
}
