using System.Xml.Linq;
using Unroll.Reports.Markup;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Charts;

/// <summary>A chart as files: a picture that stands for itself in documents, and its numbers.</summary>
static class ChartFile
{
    /// <summary>The chart as the text of an .svg file, with its colours and fonts.</summary>
    public static string ToSvgText(Chart chart)
    {
        XElement root = chart.ToSvg();
        root.AddFirst(new XElement(root.Name.Namespace + "style", Resource.Text("chart.css")));
        string[] box = root.Attribute("viewBox")!.Value.Split(' ');
        root.Add(new XAttribute("width", box[2]), new XAttribute("height", box[3]));
        return root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>Writes NAME.svg and NAME.csv.</summary>
    public static void Write(Chart chart, string folder, string name)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".svg"), ToSvgText(chart));
        File.WriteAllText(Path.Combine(folder, name + ".csv"), chart.Data.ToCsv());
    }
}
