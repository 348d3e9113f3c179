using System.Text.Json;
using Unroll.Studies.Statistics;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>Studies as JSON.</summary>
static class StudyJson
{
    public static void List(Utf8JsonWriter writer, IEnumerable<Study> studies)
    {
        writer.WriteStartArray("studies");
        foreach (Study study in studies)
        {
            writer.WriteStartObject();
            writer.WriteString("name", study.Name);
            writer.WriteString("title", study.Title);
            writer.WriteString("question", study.Question);
            writer.WriteString("task", study.Task);
            writer.WriteNumber("trainings", study.Cells().Count * study.Repeats);
            writer.WriteBoolean("timed", study.IsTimed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void Result(Utf8JsonWriter writer, StudyResult result)
    {
        Dictionary<CellResult, CellDifference> differences = CellDifference.Compare(result).ToDictionary(difference => difference.Cell);
        writer.WriteString("study", result.Study.Name);
        writer.WriteBoolean("quick", result.Study.IsQuick);
        writer.WriteString("folder", result.Folder);
        writer.WriteBoolean("synthetic", result.IsSynthetic);
        writer.WriteBoolean("stopped", result.IsStopped);
        writer.WriteStartArray("cells");
        foreach (CellResult cell in result.Cells)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("settings");
            foreach ((StudyAxis axis, AxisValue value) in result.Study.Axes.Zip(cell.Cell.Values))
                writer.WriteString(axis.Name, value.Name);
            writer.WriteEndObject();
            writer.WriteNumber("failures", cell.Failures);
            writer.WriteStartObject("metrics");
            foreach (string figure in result.Study.Figures)
                Figure(writer, cell, figure);
            writer.WriteEndObject();
            if (differences.TryGetValue(cell, out CellDifference? difference))
            {
                writer.WriteStartObject("comparison");
                JsonOutput.Figures(writer, new Dictionary<string, double>
                {
                    ["difference"] = difference.Difference.Value, ["low"] = difference.Difference.Low, ["high"] = difference.Difference.High,
                });
                writer.WriteString("verdict", difference.Verdict);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void Figure(Utf8JsonWriter writer, CellResult cell, string figure)
    {
        Trials? trials = cell.Trials(figure);
        writer.WriteStartObject(figure);
        JsonOutput.Figures(writer, new Dictionary<string, double> { ["mean"] = trials?.Mean ?? double.NaN, ["deviation"] = trials?.Deviation ?? double.NaN });
        writer.WriteNumber("trials", trials?.Count ?? 0);
        if (cell.Cell.Published(figure)?.Value is { } published)
            writer.WriteNumber("published", published);
        writer.WriteEndObject();
    }
}
