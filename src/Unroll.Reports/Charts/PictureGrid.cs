using System.Text;
using System.Xml.Linq;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>Small gray pictures with a caption each.</summary>
/// <param name="Title">What they show.</param>
/// <param name="Pictures">The pictures.</param>
sealed record PictureGrid(string Title, IReadOnlyList<Picture> Pictures) : Chart(Title)
{
    const int Across = 6, Shades = 15, LineHeight = 12;

    public override Table Data => new([Column.Text("caption"), Column.Number("rows"), Column.Number("columns"), Column.Text("pixels")],
        [.. Pictures.Select(picture => (Cell[])[picture.Caption, picture.Rows, picture.Columns, Convert.ToHexStringLower(picture.Pixels)])]);

    public override XElement ToSvg()
    {
        double step = Width / Across, side = step - 12;
        int lines = (Pictures.Count + Across - 1) / Across;
        double tallest = Pictures.Count == 0 ? 0 : Pictures.Max(picture => side * picture.Rows / picture.Columns);
        double line = tallest + 12 + (Pictures.Count == 0 ? 0 : Pictures.Max(picture => Lines(picture.Caption, side).Length) * LineHeight);
        var title = new List<XElement>();
        double top = ChartTitle.Draw(title.Add, Title) + 13;
        XElement root = Svg.Root(Width, top + (lines * line), Title);
        root.Add(title);
        for (int i = 0; i < Pictures.Count; i++)
            root.Add(Draw(Pictures[i], i % Across * step, top + (i / Across * line), side, tallest));
        return root;
    }

    static XElement Draw(Picture picture, double x, double y, double side, double tallest)
    {
        double pixel = side / picture.Columns;
        XElement group = Svg.Element("g", "picture", Svg.Tooltip(picture.Caption),
            Svg.Rectangle(x, y, side, pixel * picture.Rows, "ground"));
        for (int shade = 1; shade <= Shades; shade++)
            if (Runs(picture, shade, x, y, pixel) is { Length: > 0 } path)
                group.Add(Svg.Path(path, "ink", new XAttribute("fill-opacity", Svg.Number(shade / (double)Shades))));
        string[] lines = Lines(picture.Caption, side);
        for (int i = 0; i < lines.Length; i++)
            group.Add(Svg.Text(x + (side / 2), y + tallest + 14 + (i * LineHeight), TextWidth.Fit(lines[i], side, 10), "caption", "middle"));
        return group;
    }

    /// <summary>A caption wider than its picture is broken after its last comma.</summary>
    static string[] Lines(string caption, double room)
    {
        int comma = caption.LastIndexOf(", ", StringComparison.Ordinal);
        return comma < 0 || TextWidth.Of(caption, 10) <= room ? [caption] : [caption[..comma], caption[(comma + 2)..]];
    }

    /// <summary>The pixels of one shade, as runs along the rows.</summary>
    static string Runs(Picture picture, int shade, double x, double y, double pixel)
    {
        var path = new StringBuilder();
        for (int row = 0; row < picture.Rows; row++)
        {
            for (int column = 0; column < picture.Columns; column++)
            {
                int first = column;
                while (column < picture.Columns && Shade(picture.Pixels[(row * picture.Columns) + column]) == shade)
                    column++;
                if (column > first)
                    path.Append('M').Append(Svg.Number(x + (first * pixel))).Append(' ').Append(Svg.Number(y + (row * pixel)))
                        .Append('h').Append(Svg.Number((column - first) * pixel)).Append('v').Append(Svg.Number(pixel))
                        .Append('h').Append(Svg.Number((first - column) * pixel)).Append('z');
            }
        }

        return path.ToString();
    }

    static int Shade(byte pixel) => (int)Math.Round(pixel / 255.0 * Shades);
}
