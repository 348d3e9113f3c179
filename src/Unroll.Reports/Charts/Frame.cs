using System.Xml.Linq;

namespace Unroll.Reports.Charts;

/// <summary>Where a chart draws its values, with title, legend, grid and axes around it.</summary>
sealed class Frame
{
    const double PlotHeight = 200, Right = 12, LineHeight = 16;

    readonly List<XElement> _elements = [];
    readonly Scale _x, _y;
    readonly bool _isSlanted;

    /// <param name="title">The title.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="points">All points, for the ends of the axes.</param>
    /// <param name="legend">The series that the legend names.</param>
    public Frame(string title, Axis x, Axis y, IReadOnlyCollection<Point> points, IReadOnlyList<(string Name, SeriesStyle Style, Mark Mark)> legend)
    {
        double top = 8;
        if (title.Length > 0)
            Add(Svg.Text(0, top += 9, TextWidth.Fit(title, Chart.Width, 15), "title"));
        top = DrawLegend(legend, top);
        Add(Svg.Text(0, top += LineHeight, y.Label, "label"));
        Top = top + 10;
        _y = Scale.Fit(y, points.SelectMany(point => point.HasInterval ? [point.Y, point.Low, point.High] : (double[])[point.Y]), count: 5, isTight: false);
        Left = Math.Max(24, _y.Ticks.Max(tick => TextWidth.Of(tick.Text)) + 8);
        PlotWidth = Chart.Width - Left - Right;
        _x = Scale.Fit(x, points.Select(point => point.X), count: 6, isTight: true);
        double slot = PlotWidth / Math.Max(1, _x.Ticks.Count);
        _isSlanted = x.Kind == AxisKind.Category && _x.Ticks.Any(tick => TextWidth.Of(tick.Text) > slot - 4);
        double below = _isSlanted ? Math.Min(70, _x.Ticks.Max(tick => TextWidth.Of(tick.Text)) * 0.5) + 14 : 18;
        Height = Top + PlotHeight + below + (x.Label.Length > 0 ? LineHeight + 2 : 4);
        DrawGrid(x.Kind == AxisKind.Category);
        if (x.Label.Length > 0)
            Add(Svg.Text(Left + (PlotWidth / 2), Height - 4, x.Label, "label", "middle"));
    }

    public double Left { get; }

    public double Top { get; }

    public double PlotWidth { get; }

    public double Bottom => Top + PlotHeight;

    public double Height { get; }

    /// <summary>Pixels of one category.</summary>
    public double Slot => PlotWidth / Math.Max(1, _x.Ticks.Count);

    public double X(double value) => Left + (_x.Position(value) * PlotWidth);

    public double Y(double value) => Top + ((1 - _y.Position(value)) * PlotHeight);

    public void Add(XElement element) => _elements.Add(element);

    public XElement ToSvg(string label)
    {
        XElement root = Svg.Root(Chart.Width, Height, label);
        root.Add(_elements);
        return root;
    }

    /// <summary>The legend stands above the plot, in as many lines as it needs, so that it never covers a value.</summary>
    double DrawLegend(IReadOnlyList<(string Name, SeriesStyle Style, Mark Mark)> legend, double top)
    {
        if (legend.Count == 0)
            return top;
        double x = 0, y = top + LineHeight + 2;
        foreach ((string name, SeriesStyle style, Mark mark) in legend)
        {
            string text = TextWidth.Fit(name, Chart.Width - 28);
            double width = 24 + TextWidth.Of(text) + 14;
            if (x > 0 && x + width - 14 > Chart.Width)
                (x, y) = (0, y + LineHeight);
            Add(mark switch
            {
                Mark.Line => Dashed(Svg.Line(x, y - 4, x + 20, y - 4, "line " + style.Class), style),
                Mark.Bars => Svg.Rectangle(x + 4, y - 9, 10, 10, "bar " + style.Class),
                _ => Svg.Path(style.Outline(x + 10, y - 4, 3.6), "dot " + style.Class),
            });
            Add(Svg.Text(x + 24, y, text, "tick"));
            x += width;
        }

        return y;
    }

    void DrawGrid(bool isCategory)
    {
        double bottom = Bottom;
        foreach (Tick tick in _y.Ticks)
        {
            double y = Y(tick.Value);
            Add(Svg.Line(Left, y, Left + PlotWidth, y, "grid"));
            Add(Svg.Text(Left - 6, y + 3.8, tick.Text, "tick", "end"));
        }

        double free = double.NegativeInfinity;
        foreach (Tick tick in _x.Ticks)
        {
            double x = X(tick.Value), half = TextWidth.Of(tick.Text) / 2;
            if (!isCategory)
                Add(Svg.Line(x, bottom, x, bottom + 4, "axis"));
            if (_isSlanted)
            {
                string text = TextWidth.Fit(tick.Text, Math.Min(110, (x - 4) / 0.87));
                Add(Svg.Text(x + 3, bottom + 13, text, "tick", "end", turned: -30));
            }
            else if (x - half >= free)
            {
                // A label at the end of the axis stays inside the picture.
                double inside = Math.Clamp(x, half, Chart.Width - half);
                Add(Svg.Text(inside, bottom + 16, tick.Text, "tick", "middle"));
                free = inside + half + 6;
            }
        }

        Add(Svg.Line(Left, bottom, Left + PlotWidth, bottom, "axis"));
    }

    /// <summary>The element with the dash of a series.</summary>
    public static XElement Dashed(XElement element, SeriesStyle style)
    {
        if (style.Dash.Length > 0)
            element.Add(new XAttribute("stroke-dasharray", style.Dash));
        return element;
    }
}
