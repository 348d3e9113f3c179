using System.Globalization;
using System.Text;
using System.Text.Json;
using Unroll.Models;
using Unroll.Naming;
using Unroll.Training;

namespace Unroll.Checkpoints;

/// <summary>The parts of a checkpoint that are text. Sums are written as the bits of their doubles, so that they come back exactly.</summary>
static class CheckpointText
{
    public static string Figures(RunningMetrics figures) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("lossSum", FileMetadata.Bits(figures.LossSum));
        json.WriteString("weight", FileMetadata.Bits(figures.Weight));
        json.WriteStartArray("metrics");
        foreach (Metrics.Metric metric in figures.Metrics)
        {
            json.WriteStartObject();
            json.WriteString("name", metric.Name);
            json.WriteString("weight", FileMetadata.Bits(metric.Weight));
            json.WriteStartArray("state");
            foreach (double number in metric.State)
                json.WriteStringValue(FileMetadata.Bits(number));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static void RestoreFigures(string text, RunningMetrics figures)
    {
        using JsonDocument document = StrictJson.Parse(text);
        JsonElement root = document.RootElement;
        (string Name, double Weight, double[] State)[] metrics = [.. root.GetProperty("metrics").EnumerateArray().Select(metric => (
            metric.GetProperty("name").GetString()!,
            Number(metric.GetProperty("weight")),
            metric.GetProperty("state").EnumerateArray().Select(Number).ToArray()))];
        if (!metrics.Select(metric => metric.Name).SequenceEqual(figures.Metrics.Select(metric => metric.Name)))
            throw new FormatException($"the checkpoint has the metrics [{string.Join(", ", metrics.Select(metric => metric.Name))}], "
                + $"the model [{string.Join(", ", figures.Metrics.Select(metric => metric.Name))}]");
        (figures.LossSum, figures.Weight) = (Number(root.GetProperty("lossSum")), Number(root.GetProperty("weight")));
        for (int i = 0; i < metrics.Length; i++)
            figures.Metrics[i].Restore(metrics[i].Weight, metrics[i].State);
    }

    public static string History(History history) => Write(json =>
    {
        json.WriteStartArray();
        foreach (EpochLog epoch in history.Epochs)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", epoch.Epoch);
            json.WriteNumber("steps", epoch.Steps);
            json.WriteString("seconds", FileMetadata.Bits(epoch.Seconds));
            json.WriteStartObject("values");
            foreach ((string name, double value) in epoch.Values)
                json.WriteString(name, FileMetadata.Bits(value));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void RestoreHistory(string text, History history)
    {
        using JsonDocument document = StrictJson.Parse(text);
        EpochLog[] epochs = [.. document.RootElement.EnumerateArray().Select(epoch => new EpochLog(
            epoch.GetProperty("epoch").GetInt32(),
            epoch.GetProperty("steps").GetInt64(),
            Number(epoch.GetProperty("seconds")),
            epoch.GetProperty("values").EnumerateObject().ToDictionary(value => value.Name, value => Number(value.Value))))];
        history.Clear();
        foreach (EpochLog epoch in epochs)
            history.Add(epoch);
    }

    public static string Numbers(IEnumerable<double> values) => string.Join(' ', values.Select(FileMetadata.Bits));

    /// <exception cref="FormatException">One is not the bits of a number.</exception>
    public static double[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    static double Number(JsonElement value) => Number(value.GetString() ?? "");

    static double Number(string value) =>
        ulong.TryParse(value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            ? BitConverter.UInt64BitsToDouble(bits)
            : throw new FormatException($"'{value}' is not the bits of a number");

    static string Write(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            content(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
