using System.Globalization;
using System.Text;
using Unroll.Tensors;

namespace Unroll.Models;

/// <summary>A model as Keras' summary shows it: one row per layer, then the totals.</summary>
public sealed class ModelSummary
{
    internal ModelSummary(Model model)
    {
        Rows = [.. model.Layers
            .Select(layer => new Row(layer.Layer.BuiltName, layer.Layer.GetType().Name, WithBatch(layer.OutputShape), layer.ParameterCount))];
        Parameters = model.Parameters.Count;
        TrainableParameters = model.Parameters.TrainableCount;
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>All weights.</summary>
    public long Parameters { get; }

    /// <summary>The weights that training changes.</summary>
    public long TrainableParameters { get; }

    /// <summary>The table as text.</summary>
    public override string ToString()
    {
        string[][] cells = [.. Rows.Select(row => new[] { $"{row.Name} ({row.Type})", row.OutputShape, Number(row.Parameters) })];
        string[] head = ["Layer (type)", "Output Shape", "Param #"];
        int[] widths = [.. head.Select((title, column) => Math.Max(title.Length, cells.Max(row => row[column].Length)))];
        var text = new StringBuilder();
        Line(text, '┏', '━', '┳', '┓', widths);
        Cells(text, head, widths, '┃');
        Line(text, '┡', '━', '╇', '┩', widths);
        foreach (string[] row in cells)
            Cells(text, row, widths, '│');
        Line(text, '└', '─', '┴', '┘', widths);
        text.Append(CultureInfo.InvariantCulture, $" Total params: {Number(Parameters)} ({Size(Parameters)})\n");
        text.Append(CultureInfo.InvariantCulture, $" Trainable params: {Number(TrainableParameters)} ({Size(TrainableParameters)})\n");
        text.Append(CultureInfo.InvariantCulture,
            $" Non-trainable params: {Number(Parameters - TrainableParameters)} ({Size(Parameters - TrainableParameters)})");
        return text.ToString();
    }

    static void Line(StringBuilder text, char left, char fill, char middle, char right, int[] widths) =>
        text.Append(left).AppendJoin(middle, widths.Select(width => new string(fill, width + 2))).Append(right).Append('\n');

    static void Cells(StringBuilder text, string[] cells, int[] widths, char edge)
    {
        for (int column = 0; column < cells.Length; column++)
        {
            string cell = column == cells.Length - 1 ? cells[column].PadLeft(widths[column]) : cells[column].PadRight(widths[column]);
            text.Append(edge).Append(' ').Append(cell).Append(' ');
        }

        text.Append(edge).Append('\n');
    }

    static string WithBatch(Shape sample)
    {
        IEnumerable<string> extents = sample.ToArray().Select(extent => extent < 0 ? "None" : extent.ToString(CultureInfo.InvariantCulture));
        return $"({string.Join(", ", extents.Prepend("None"))})";
    }

    static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    static string Size(long count)
    {
        double bytes = count * sizeof(float);
        string[] units = ["B", "KB", "MB", "GB"];
        int unit = 0;
        for (; bytes >= 1024 && unit < units.Length - 1; unit++)
            bytes /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:F2} {units[unit]}");
    }

    /// <summary>One layer of the table.</summary>
    /// <param name="Name">Its name in the model.</param>
    /// <param name="Type">Its class.</param>
    /// <param name="OutputShape">With the batch as None.</param>
    /// <param name="Parameters">The number of its weights.</param>
    public sealed record Row(string Name, string Type, string OutputShape, long Parameters);
}
