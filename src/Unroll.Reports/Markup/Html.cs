using System.Text;
using System.Xml.Linq;

namespace Unroll.Reports.Markup;

/// <summary>Elements of HTML, and their text. Whatever comes from data is a text of an element, and so escaped.</summary>
static class Html
{
    static readonly HashSet<string> s_void = ["br", "hr", "img", "meta", "link", "input", "col", "wbr"];

    /// <summary>An element; its class may be empty.</summary>
    public static XElement Element(string name, string style, params object?[] content) =>
        new(name, style.Length == 0 ? null : new XAttribute("class", style), content.Select(Safe));

    /// <summary>A text as one can see it: control characters, which neither HTML nor SVG may hold, become their signs.</summary>
    public static string Visible(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value switch
    {
        '\n' or '\t' => rune.ToString(),
        < 0x20 => ((char)(0x2400 + rune.Value)).ToString(),
        0x7f => "␡",
        >= 0x80 and < 0xa0 or 0xfffe or 0xffff => "\ufffd",
        _ => rune.ToString(),
    }));

    /// <summary>The text of an element, as browsers read HTML.</summary>
    public static string ToText(XElement element)
    {
        var text = new StringBuilder();
        Write(text, element);
        return text.ToString();
    }

    static object? Safe(object? content) => content is string text ? Visible(text) : content;

    static void Write(StringBuilder text, XNode node)
    {
        if (node is XText only)
            text.Append(Escaped(only.Value));
        if (node is not XElement element)
            return;
        string name = element.Name.LocalName;
        text.Append('<').Append(name);
        foreach (XAttribute attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
            text.Append(' ').Append(attribute.Name.LocalName).Append("=\"").Append(Escaped(attribute.Value).Replace("\"", "&quot;", StringComparison.Ordinal))
                .Append('"');
        text.Append('>');
        if (s_void.Contains(name))
            return;
        if (name == "style")
            text.Append(element.Value);
        else
            foreach (XNode child in element.Nodes())
                Write(text, child);
        text.Append("</").Append(name).Append('>');
    }

    static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
