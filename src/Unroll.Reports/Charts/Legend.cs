using System.Xml.Linq;

namespace Unroll.Reports.Charts;

/// <summary>The names of the series above a plot, in as many lines as they need, so that they never cover a value.</summary>
static class Legend
{
    const double LineHeight = 16, Key = 24, Between = 14;

    /// <summary>Adds the legend below a height.</summary>
    /// <returns>The baseline of its last line; the height itself where there is nothing to name.</returns>
    public static double Draw(ICollection<XElement> elements, IReadOnlyList<(Series Series, SeriesStyle Style)> named, double top)
    {
        if (named.Count == 0)
            return top;
        double x = 0, y = top + LineHeight + 2;
        foreach ((Series series, SeriesStyle style) in named)
        {
            string text = TextWidth.Fit(series.Name, Chart.Width - Key - 4);
            double width = Key + TextWidth.Of(text);
            if (x > 0 && x + width > Chart.Width)
                (x, y) = (0, y + LineHeight);
            elements.Add(series.Mark switch
            {
                Mark.Line => style.Dashed(Svg.Line(x, y - 4, x + 20, y - 4, "line " + style.Class)),
                Mark.Bars => Svg.Rectangle(x + 4, y - 9, 10, 10, "bar " + style.Class),
                _ => Svg.Path(style.Outline(x + 10, y - 4, series.PointSize), (series.IsQuiet ? "open " : "dot ") + style.Class),
            });
            elements.Add(Svg.Text(x + Key, y, text, "tick"));
            x += width + Between;
        }

        return y;
    }

    /// <summary>The series with their styles; those without one of their own take the next.</summary>
    public static (Series Series, SeriesStyle Style)[] Styled(IEnumerable<Series> series)
    {
        int next = 0;
        return [.. series.Select(one => (one, one.Style is { } own ? SeriesStyle.Of(own) : one.IsQuiet ? SeriesStyle.Quiet : SeriesStyle.Of(next++)))];
    }
}
