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
    public Frame(string title, Axis x, Axis y, IReadOnlyCollection<Point> points, IReadOnlyList<(Series Series, SeriesStyle Style)> legend)
    {
        double top = title.Length > 0 ? ChartTitle.Draw(Add, title) : 8;
        top = Legend.Draw(_elements, legend, top);
        Add(Svg.Text(0, top += LineHeight, y.Label, "label"));
        Top = top + 13;
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
}
