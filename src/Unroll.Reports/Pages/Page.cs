using System.Xml.Linq;
using Unroll.Reports.Charts;
using Unroll.Reports.Markup;

namespace Unroll.Reports.Pages;

/// <summary>A page that stands for itself: no script, no request, for the screen in light and dark and for paper.</summary>
sealed class Page(string title)
{
    readonly XElement _main = Html.Element("main", "", Html.Element("h1", "", title));

    /// <summary>Adds elements; null adds nothing.</summary>
    public void Add(params IEnumerable<XElement?> elements) => _main.Add(elements);

    /// <summary>Adds a section with its heading; nothing where it has no content.</summary>
    public void Section(string heading, params IEnumerable<XElement?> content)
    {
        XElement[] present = [.. content.OfType<XElement>()];
        if (present.Length > 0)
            _main.Add(Html.Element("section", "", Html.Element("h2", "", heading), present));
    }

    /// <summary>Charts side by side, as many as there is room for.</summary>
    public static XElement? Charts(params IEnumerable<Chart> charts)
    {
        XElement[] figures = [.. charts.Select(chart => Html.Element("figure", "", chart.ToSvg()))];
        return figures.Length == 0 ? null : Html.Element("div", "charts", [.. figures]);
    }

    public static XElement Paragraph(string text, string style = "") => Html.Element("p", style, text);

    /// <summary>A command, or other text in a fixed width.</summary>
    public static XElement Code(string text) => Html.Element("pre", "", Html.Element("code", "", text));

    /// <summary>Names and what they are.</summary>
    public static XElement Facts(params IEnumerable<(string Name, string Value)> facts) => Html.Element("dl", "",
    [
        .. facts.Where(fact => fact.Value.Length > 0)
            .Select(fact => Html.Element("div", "", Html.Element("dt", "", fact.Name), Html.Element("dd", "", fact.Value))),
    ]);

    /// <summary>A list of lines; null for none.</summary>
    public static XElement? List(IReadOnlyCollection<string> lines, string style = "") =>
        lines.Count == 0 ? null : Html.Element("ul", style, [.. lines.Select(line => Html.Element("li", "", line))]);

    /// <summary>The page as the text of a file.</summary>
    public string ToText()
    {
        var charset = new XElement("meta", new XAttribute("charset", "utf-8"));
        var viewport = new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1"));
        var scheme = new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark"));
        var html = new XElement("html", new XAttribute("lang", "en"),
            new XElement("head", charset, viewport, scheme, Html.Element("title", "", title),
                new XElement("style", Resource.Text("report.css") + Resource.Text("chart.css"))),
            new XElement("body", _main));
        return "<!DOCTYPE html>\n" + Html.ToText(html) + "\n";
    }
}
