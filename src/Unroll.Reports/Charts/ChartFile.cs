using System.Globalization;
using System.Xml.Linq;
using Unroll.Reports.Markup;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>A chart as files: a picture that stands for itself in documents, and its numbers.</summary>
static class ChartFile
{
    /// <summary>Light letters must not stand on a light document, nor dark ones on a dark one: the picture brings its ground.</summary>
    const string Ground = "svg.chart { background: var(--ground); }\n";

    const double Margin = 12;

    /// <summary>The chart as the text of an .svg file, with its colours and fonts.</summary>
    public static string ToSvgText(Chart chart)
    {
        XElement root = chart.ToSvg();
        root.AddFirst(new XElement(root.Name.Namespace + "style", Resource.Text("chart.css") + Ground));
        double[] box = [.. root.Attribute("viewBox")!.Value.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        string width = Svg.Number(box[2] + (2 * Margin)), height = Svg.Number(box[3] + (2 * Margin));
        root.SetAttributeValue("viewBox", $"{-Margin} {-Margin} {width} {height}");
        root.Add(new XAttribute("width", width), new XAttribute("height", height));
        return root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>The title of a chart as the name of its files: "training-loss-per-epoch".</summary>
    public static string NameOf(Chart chart) =>
        string.Join('-', new string([.. chart.Title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Writes NAME.svg and NAME.csv.</summary>
    public static void Write(Chart chart, string folder)
    {
        string name = NameOf(chart);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".svg"), ToSvgText(chart));
        File.WriteAllText(Path.Combine(folder, name + ".csv"), chart.Data.ToCsv());
    }
}
