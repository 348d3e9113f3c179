using System.Xml.Linq;

namespace Unroll.Reports.Charts;

/// <summary>The title of a chart at its top, in two lines where one is too short.</summary>
static class ChartTitle
{
    const double First = 17, LineHeight = 18;
    const int MostLines = 2;

    /// <summary>Adds the lines.</summary>
    /// <returns>The baseline of the last one.</returns>
    public static double Draw(Action<XElement> add, string title)
    {
        double y = First - LineHeight;
        foreach (string line in TextWidth.Wrap(title, Chart.Width, TextWidth.Title, MostLines))
            add(Svg.Text(0, y += LineHeight, line, "title"));
        return y;
    }
}
