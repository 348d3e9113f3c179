using System.Xml.Linq;

namespace Unroll.Reports.Charts;

/// <summary>
/// What tells series apart: a colour (Okabe and Ito's, which the colour-blind can tell apart), a dash of lines and a form of points, so that print without
/// colour can be read too.
/// </summary>
readonly record struct SeriesStyle(string Class, string Dash, int Form)
{
    const int Colours = 7;

    static readonly string[] s_dashes = ["", "7 3", "2 2.5", "9 3 2 3", "4 2"];

    public static SeriesStyle Of(int number) => new($"s{number % Colours}", s_dashes[number % s_dashes.Length], number % 5);

    public static SeriesStyle Quiet { get; } = new("quiet", "", 0);

    /// <summary>The element with the dash of this style.</summary>
    public XElement Dashed(XElement element)
    {
        if (Dash.Length > 0)
            element.Add(new XAttribute("stroke-dasharray", Dash));
        return element;
    }

    /// <summary>The outline of a point.</summary>
    public string Outline(double x, double y, double size)
    {
        string P(double dx, double dy) => $"{Svg.Number(x + (dx * size))} {Svg.Number(y + (dy * size))}";
        string Half(double way) => $"a{Svg.Number(size)} {Svg.Number(size)} 0 1 0 {Svg.Number(way * size)} 0";
        return Form switch
        {
            0 => $"M{P(-1, 0)}{Half(2)}{Half(-2)}z",
            1 => $"M{P(-0.9, -0.9)}L{P(0.9, -0.9)}L{P(0.9, 0.9)}L{P(-0.9, 0.9)}z",
            2 => $"M{P(0, -1.15)}L{P(1.1, 0.85)}L{P(-1.1, 0.85)}z",
            3 => $"M{P(0, -1.25)}L{P(1.25, 0)}L{P(0, 1.25)}L{P(-1.25, 0)}z",
            _ => $"M{P(0, 1.15)}L{P(1.1, -0.85)}L{P(-1.1, -0.85)}z",
        };
    }
}
