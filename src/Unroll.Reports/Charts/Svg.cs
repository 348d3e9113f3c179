using System.Globalization;
using System.Xml.Linq;

namespace Unroll.Reports.Charts;

/// <summary>Elements of SVG. What they look like is in chart.css, by class.</summary>
static class Svg
{
    static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static XElement Root(double width, double height, string label) => Element("svg", "chart",
        new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"), new XAttribute("role", "img"), new XAttribute("aria-label", label));

    public static XElement Element(string name, string style, params object?[] content) =>
        new(s_svg + name, style.Length == 0 ? null : new XAttribute("class", style), content);

    public static XElement Line(double x1, double y1, double x2, double y2, string style) =>
        Element("line", style, At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2));

    public static XElement Rectangle(double x, double y, double width, double height, string style, params object?[] content) =>
        Element("rect", style, At("x", x), At("y", y), At("width", width), At("height", height), content);

    public static XElement Circle(double x, double y, double radius, string style, params object?[] content) =>
        Element("circle", style, At("cx", x), At("cy", y), At("r", radius), content);

    public static XElement Path(string d, string style, params object?[] content) => Element("path", style, new XAttribute("d", d), content);

    /// <summary>A text; anchor is start, middle or end.</summary>
    public static XElement Text(double x, double y, string text, string style, string anchor = "start", double turned = 0) => Element("text", style,
        At("x", x), At("y", y), anchor == "start" ? null : new XAttribute("text-anchor", anchor),
        turned == 0 ? null : new XAttribute("transform", $"rotate({Number(turned)} {Number(x)} {Number(y)})"), Markup.Html.Visible(text));

    /// <summary>What a browser shows while the pointer is on an element.</summary>
    public static XElement Tooltip(string text) => Element("title", "", Markup.Html.Visible(text));

    public static XAttribute At(string name, double value) => new(name, Number(value));

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
