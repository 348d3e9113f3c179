using System.Xml.Linq;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>A row for each name with its values: for names that are too long or too many to stand along a horizontal axis.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="NameLabel">What the names are.</param>
/// <param name="Names">The names, from the top.</param>
/// <param name="Values">The axis of the values.</param>
/// <param name="Series">Points or bars; the X of a point is the place of its name.</param>
sealed record RowChart(string Title, string NameLabel, IReadOnlyList<string> Names, Axis Values, IReadOnlyList<Series> Series) : Chart(Title)
{
    const double RowHeight = 18, Right = 12, MostName = 210;

    public override Table Data => new(
        [Column.Text("series"), Column.Text("name"), Column.Number("value"), Column.Number("low"), Column.Number("high")],
        [.. Series.SelectMany(series => series.Points.Select(point => (Cell[])
            [series.Name, Names[(int)point.X], point.Y, point.HasInterval ? point.Low : "", point.HasInterval ? point.High : ""]))]);

    public override XElement ToSvg()
    {
        var elements = new List<XElement>();
        double top = ChartTitle.Draw(elements.Add, Title);
        (Series Series, SeriesStyle Style)[] styled = Legend.Styled(Series);
        top = Legend.Draw(elements, Series.Count > 1 ? styled : [], top) + 12;
        double bottom = top + (RowHeight * Names.Count);
        double left = Names.Max(name => Math.Min(MostName, TextWidth.Of(name))) + 10, width = Width - left - Right;
        Axis axis = Series.Any(series => series.Mark == Mark.Bars) ? Values with { HasZero = true } : Values;
        Scale scale = Scale.Fit(axis, Series.SelectMany(series => series.Points)
            .SelectMany(point => point.HasInterval ? [point.Y, point.Low, point.High] : (double[])[point.Y]), count: width < 260 ? 4 : 5, isTight: false);
        double At(double value) => left + (scale.Position(value) * width);
        DrawAxis(elements, scale, At, top, bottom);
        for (int row = 0; row < Names.Count; row++)
            elements.Add(Svg.Text(left - 6, top + (RowHeight * (row + 0.5)) + 3.8, TextWidth.Fit(Names[row], MostName), "tick", "end"));
        foreach ((Series series, SeriesStyle style) in styled.OrderBy(one => one.Series.IsQuiet ? 0 : 1))
            foreach (Point point in series.Points.Where(point => double.IsFinite(scale.Position(point.Y))))
                elements.AddRange(Draw(series, style, point, At, top + (RowHeight * (point.X + 0.5)), left));
        elements.Add(Svg.Text(left + (width / 2), bottom + 34, Values.Label, "label", "middle"));
        XElement root = Svg.Root(Width, bottom + 40, Title);
        root.Add(elements);
        return root;
    }

    static void DrawAxis(List<XElement> elements, Scale scale, Func<double, double> at, double top, double bottom)
    {
        double free = double.NegativeInfinity;
        foreach (Tick tick in scale.Ticks)
        {
            double x = at(tick.Value), half = TextWidth.Of(tick.Text) / 2, inside = Math.Clamp(x, half, Width - half);
            elements.Add(Svg.Line(x, top, x, bottom, "grid"));
            if (inside - half < free)
                continue;
            elements.Add(Svg.Text(inside, bottom + 16, tick.Text, "tick", "middle"));
            free = inside + half + 6;
        }

        elements.Add(Svg.Line(at(scale.Ticks[0].Value), bottom, at(scale.Ticks[^1].Value), bottom, "axis"));
    }

    IEnumerable<XElement> Draw(Series series, SeriesStyle style, Point point, Func<double, double> at, double y, double left)
    {
        string interval = point.HasInterval ? $" ({NumberText.Of(point.Low)} to {NumberText.Of(point.High)})" : "";
        XElement tooltip = Svg.Tooltip($"{(series.Name.Length == 0 ? "" : series.Name + ": ")}{Names[(int)point.X]}, {NumberText.Of(point.Y)}{interval}");
        double value = at(point.Y), zero = Values.Kind == AxisKind.Logarithmic ? left : at(0);
        if (series.Mark == Mark.Bars)
            yield return Svg.Rectangle(Math.Min(zero, value), y - 6, Math.Max(0.5, Math.Abs(value - zero)), 12, "bar " + style.Class, tooltip);
        if (point.HasInterval && double.IsFinite(at(point.Low)) && double.IsFinite(at(point.High)))
            yield return Svg.Path($"M{Svg.Number(at(point.Low))} {Svg.Number(y - 3)}v6m0 -3H{Svg.Number(at(point.High))}m0 -3v6",
                series.Mark == Mark.Bars ? "error over" : "error " + style.Class);
        if (series.Mark != Mark.Bars)
            yield return Svg.Path(style.Outline(value, y, series.PointSize), (series.IsQuiet ? "open " : "dot ") + style.Class, tooltip);
    }
}
