using System.Text;
using System.Xml.Linq;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>Lines, points and bars over two axes.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">What is drawn, the first at the back.</param>
sealed record XyChart(string Title, Axis X, Axis Y, IReadOnlyList<Series> Series) : Chart(Title)
{
    const int MostStretches = 180, MostTooltips = 120, MostVisiblePoints = 40;

    public override Table Data => new(
        [Column.Text("series"), X.Kind is AxisKind.Linear or AxisKind.Logarithmic ? Column.Number("x") : Column.Text("x"), Column.Number("y"),
            Column.Number("low"), Column.Number("high")],
        [.. Series.SelectMany(series => series.Points.Select(point => (Cell[])
            [series.Name, X.Kind is AxisKind.Linear or AxisKind.Logarithmic ? new Cell(point.X) : X.Describe(point.X), point.Y,
                point.HasInterval ? point.Low : "", point.HasInterval ? point.High : ""]))]);

    public override XElement ToSvg()
    {
        (Series Series, SeriesStyle Style)[] styled = Legend.Styled(Series);
        bool isNamed = Series.Count(series => series.Name.Length > 0) > 1 || Series.Any(series => series.IsQuiet);
        Axis y = Series.Any(series => series.Mark == Mark.Bars) && Y.Kind == AxisKind.Linear ? Y with { HasZero = true } : Y;
        var frame = new Frame(Title, X, y, [.. Series.SelectMany(series => series.Points)],
            isNamed ? [.. styled.Where(one => one.Series.Name.Length > 0)] : []);
        foreach ((Series series, SeriesStyle style) in styled.OrderBy(one => one.Series.IsQuiet ? 0 : 1))
        {
            switch (series.Mark)
            {
                case Mark.Line:
                    DrawLine(frame, series, style);
                    break;
                case Mark.Points:
                    DrawPoints(frame, series, style, Offset(frame, series, Mark.Points, most: 14));
                    break;
                default:
                    DrawBars(frame, series, style);
                    break;
            }
        }

        return frame.ToSvg(Title);
    }

    /// <summary>Series that share a category stand side by side; those of one style, measured and published, on one place.</summary>
    double Offset(Frame frame, Series series, Mark mark, double most)
    {
        object[] beside = [.. Series.Where(one => one.Mark == mark).Select(Place).Distinct()];
        if (X.Kind != AxisKind.Category || beside.Length < 2)
            return 0;
        double step = Math.Min(most, frame.Slot * 0.8 / beside.Length);
        return (Array.IndexOf(beside, Place(series)) - ((beside.Length - 1) / 2.0)) * step;

        static object Place(Series one) => one.Style is { } style ? style : one;
    }

    void DrawLine(Frame frame, Series series, SeriesStyle style)
    {
        IReadOnlyList<Point> points = Thinning.ByEnds(series.Points, MostStretches);
        foreach (Point[] piece in Pieces(frame, points))
        {
            if (piece.All(point => point.HasInterval) && piece.Length > 1)
                frame.Add(Svg.Path(Path(piece.Select(point => (frame.X(point.X), frame.Y(point.High))))
                    + "L" + Path(piece.Reverse().Select(point => (frame.X(point.X), frame.Y(point.Low))))[1..] + "z", "band " + style.Class));
            if (piece.Length > 1)
                frame.Add(style.Dashed(Svg.Path(Path(piece.Select(point => (frame.X(point.X), frame.Y(point.Y)))), "line " + style.Class)));
        }

        // Few points are shown; of many the pointer finds some.
        bool isVisible = series.Points.Count <= MostVisiblePoints && X.Kind != AxisKind.Date;
        int stride = Math.Max(1, points.Count / MostTooltips);
        for (int i = 0; i < points.Count; i += stride)
            if (double.IsFinite(frame.Y(points[i].Y)))
                frame.Add(isVisible
                    ? Svg.Path(style.Outline(frame.X(points[i].X), frame.Y(points[i].Y), 2.4), "dot " + style.Class, Tooltip(series, points[i]))
                    : Svg.Circle(frame.X(points[i].X), frame.Y(points[i].Y), 5, "hit", Tooltip(series, points[i])));
    }

    void DrawPoints(Frame frame, Series series, SeriesStyle style, double offset)
    {
        foreach (Point point in series.Points.Where(point => double.IsFinite(frame.Y(point.Y))))
        {
            double x = frame.X(point.X) + offset;
            DrawInterval(frame, point, x, style.Class);
            string outline = style.Outline(x, frame.Y(point.Y), series.PointSize);
            frame.Add(Svg.Path(outline, (series.IsQuiet ? "open " : "dot ") + style.Class, Tooltip(series, point)));
        }
    }

    void DrawBars(Frame frame, Series series, SeriesStyle style)
    {
        Series[] beside = [.. Series.Where(one => one.Mark == Mark.Bars)];
        double width = frame.Slot * 0.7 / beside.Length, left = (Array.IndexOf(beside, series) - (beside.Length / 2.0)) * width;
        double zero = Y.Kind == AxisKind.Linear ? frame.Y(0) : frame.Bottom;
        foreach (Point point in series.Points.Where(point => double.IsFinite(frame.Y(point.Y))))
        {
            double x = frame.X(point.X) + left, y = frame.Y(point.Y);
            frame.Add(Svg.Rectangle(
                x, Math.Min(y, zero), Math.Max(1, width - 1), Math.Max(0.5, Math.Abs(zero - y)), "bar " + style.Class, Tooltip(series, point)));
            DrawInterval(frame, point, x + (width / 2), "over");
        }
    }

    static void DrawInterval(Frame frame, Point point, double x, string style)
    {
        double low = frame.Y(point.Low), high = frame.Y(point.High);
        if (!point.HasInterval || !double.IsFinite(low) || !double.IsFinite(high))
            return;
        frame.Add(Svg.Path($"M{Svg.Number(x - 3)} {Svg.Number(high)}h6m-3 0V{Svg.Number(low)}m-3 0h6", "error " + style));
    }

    XElement Tooltip(Series series, Point point)
    {
        string name = series.Name.Length == 0 ? "" : series.Name + ": ", interval = point.HasInterval
            ? $" ({NumberText.Of(point.Low)} to {NumberText.Of(point.High)})"
            : "";
        string place = X.Kind is AxisKind.Linear or AxisKind.Logarithmic ? $"{X.Label} {X.Describe(point.X)}" : X.Describe(point.X);
        return Svg.Tooltip($"{name}{place}, {Y.Describe(point.Y)}{interval}");
    }

    /// <summary>The points without gaps: a line ends where a value is NaN or has no place.</summary>
    static IEnumerable<Point[]> Pieces(Frame frame, IReadOnlyList<Point> points)
    {
        var piece = new List<Point>();
        foreach (Point point in points.Append(new Point(double.NaN, double.NaN)))
        {
            if (double.IsFinite(frame.X(point.X)) && double.IsFinite(frame.Y(point.Y)))
            {
                piece.Add(point);
                continue;
            }

            if (piece.Count > 0)
                yield return [.. piece];
            piece.Clear();
        }
    }

    static string Path(IEnumerable<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach ((double x, double y) in points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Svg.Number(x)).Append(' ').Append(Svg.Number(y));
        return path.ToString();
    }
}
