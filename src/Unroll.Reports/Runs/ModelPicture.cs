using System.Xml.Linq;
using Unroll.Layers;
using Unroll.Reports.Charts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>The model from input to output: a box a layer with its output shape and parameters; recurrent layers show the direction of time.</summary>
sealed record ModelPicture(string Title, IReadOnlyList<LayerRecord> Layers) : Chart(Title)
{
    const double BoxHeight = 40, Gap = 22, Top = 30;

    static readonly string[] s_recurrent =
        [nameof(Lstm), nameof(Gru), nameof(SimpleRnn), nameof(LayerNormalizedLstm), nameof(LayerNormalizedGru), nameof(Bidirectional)];

    public override Table Data => new(
        [Column.Text("layer"), Column.Text("type"), Column.Text("outputShape") with { Title = "output shape" }, Column.Number("parameters")],
        [.. Layers.Select(layer => (Cell[])[layer.Name, layer.Type, layer.OutputShape, new Cell($"{layer.Parameters:#,0}", layer.Parameters)])]);

    public override XElement ToSvg()
    {
        XElement root = Svg.Root(Width, Top + (Layers.Count * (BoxHeight + Gap)) - Gap + 6, Title);
        root.Add(Svg.Text(0, 17, Title, "title"));
        for (int i = 0; i < Layers.Count; i++)
        {
            double y = Top + (i * (BoxHeight + Gap));
            root.Add(Box(Layers[i], y));
            if (i + 1 < Layers.Count)
                root.Add(Svg.Path($"M150 {Svg.Number(y + BoxHeight)}v{Svg.Number(Gap - 5)}m-4 -5l4 6l4 -6", "arrow"));
        }

        return root;
    }

    static XElement Box(LayerRecord layer, double y)
    {
        bool isRecurrent = s_recurrent.Contains(layer.Type, StringComparer.OrdinalIgnoreCase);
        XElement box = Svg.Element("g", "", Svg.Tooltip($"{layer.Name}: {layer.Type}, {layer.OutputShape}, {layer.Parameters:#,0} parameters"),
            Svg.Rectangle(20, y, 260, BoxHeight, isRecurrent ? "layer recurrent" : "layer"),
            Svg.Text(32, y + 17, TextWidth.Fit(layer.Type, 150, 13), "name"), Svg.Text(32, y + 32, TextWidth.Fit(layer.OutputShape, 230), "tick"),
            Svg.Text(292, y + 24, $"{layer.Parameters:#,0} {(layer.Parameters == 1 ? "parameter" : "parameters")}", "tick"));
        if (isRecurrent)
        {
            string arrow = layer.Type == nameof(Bidirectional)
                ? "M196 {0}h60m-6 -3.5l6 3.5l-6 3.5M196 {0}l6 -3.5m-6 3.5l6 3.5"
                : "M196 {0}h60m-6 -3.5l6 3.5l-6 3.5";
            box.Add(Svg.Path(arrow.Replace("{0}", Svg.Number(y + 14), StringComparison.Ordinal), "arrow"), Svg.Text(226, y + 30, "time", "tick", "middle"));
        }

        return box;
    }
}
