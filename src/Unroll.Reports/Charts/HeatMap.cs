using System.Xml.Linq;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>A matrix with its numbers, darker where they are larger: a confusion matrix.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="RowLabel">What the rows are.</param>
/// <param name="ColumnLabel">What the columns are.</param>
/// <param name="Rows">The names of the rows.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Values">[row, column].</param>
sealed record HeatMap(string Title, string RowLabel, string ColumnLabel, IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, double[,] Values)
    : Chart(Title)
{
    /// <summary>Whether the diagonal is of another kind than the rest, as in a confusion matrix: darkness then compares the rest alone.</summary>
    public bool HasDiagonal { get; init; }

    public override Table Data => new(
        [Column.Text(RowLabel), .. Columns.Select(Column.Number)],
        [.. Rows.Select((name, row) => (Cell[])[name, .. Columns.Select((_, column) => (Cell)Values[row, column])])]);

    public override XElement ToSvg()
    {
        double left = 28 + Rows.Max(name => TextWidth.Of(name)), size = (Width - left - 4) / Columns.Count, height = Math.Min(size, 32);
        var title = new List<XElement>();
        double top = ChartTitle.Draw(title.Add, Title) + 47;
        XElement root = Svg.Root(Width, top + (height * Rows.Count) + 6, Title);
        root.Add(title,
            Svg.Text(left + (size * Columns.Count / 2), top - 26, ColumnLabel, "label", "middle"),
            Svg.Text(10, top + (height * Rows.Count / 2), RowLabel, "label", "middle", turned: -90));
        for (int column = 0; column < Columns.Count; column++)
            root.Add(Svg.Text(left + (size * (column + 0.5)), top - 8, TextWidth.Fit(Columns[column], size), "tick", "middle"));
        double most = Largest(diagonal: false), onDiagonal = HasDiagonal ? Largest(diagonal: true) : most;
        for (int row = 0; row < Rows.Count; row++)
        {
            root.Add(Svg.Text(left - 6, top + (height * (row + 0.5)) + 3.8, Rows[row], "tick", "end"));
            for (int column = 0; column < Columns.Count; column++)
                root.Add(Square(left + (size * column), top + (height * row), size, height, row, column, row == column ? onDiagonal : most));
        }

        return root;
    }

    double Largest(bool diagonal)
    {
        double most = 0;
        for (int row = 0; row < Rows.Count; row++)
            for (int column = 0; column < Columns.Count; column++)
                if (!HasDiagonal || diagonal == (row == column))
                    most = Math.Max(most, Values[row, column]);
        return most;
    }

    XElement Square(double x, double y, double width, double height, int row, int column, double most)
    {
        double value = Values[row, column], share = most > 0 ? Math.Clamp(value / most, 0, 1) : 0;
        XElement square = Svg.Rectangle(x + 0.5, y + 0.5, width - 1, height - 1, HasDiagonal && row == column ? "cell right" : "cell");
        square.Add(new XAttribute("style", $"--share:{Svg.Number(share)}"));
        string text = value == 0 ? "" : TextWidth.Of(NumberText.Of(value), 10) <= width ? NumberText.Of(value) : "";
        return Svg.Element("g", "", Svg.Tooltip($"{RowLabel} {Rows[row]}, {ColumnLabel} {Columns[column]}: {NumberText.Of(value)}"), square,
            Svg.Text(x + (width / 2), y + (height / 2) + 3.5, text, share > 0.55 ? "number strong" : "number", "middle"));
    }
}
