using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Terminal;

/// <summary>The results of a benchmark as a table or as JSON.</summary>
static class BenchTable
{
    public static void Write(TextWriter output, double peak, IReadOnlyList<BenchResult> results)
    {
        bool withPeer = results.Any(result => result.PeerMilliseconds is not null);
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("work").AddColumn("model");
        foreach (string title in withPeer ? ["time", "GFLOP/s", "of the limit", "PyTorch", "ratio"] : new[] { "time", "GFLOP/s", "of the limit" })
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (BenchResult result in results)
        {
            List<string> cells = [result.Name, result.Description, Time(result, result.Milliseconds), Number(result.Gflops, "F0"), Number(100 * result.ShareOfPeak, "F0") + " %"];
            if (withPeer)
                cells.AddRange([result.PeerMilliseconds is { } peer ? Time(result, peer) : "–", result.Ratio is { } ratio ? Number(ratio, "F2") + "×" : "–"]);
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        Screen.On(output).Write(table);
        output.WriteLine($"Limit of multiply-adds, measured in this run: {Number(peak / 1e9, "F0")} GFLOP/s. Times are medians.");
    }

    /// <summary>One result in a few words.</summary>
    public static string Figure(BenchResult result) =>
        Time(result, result.Milliseconds) + (result.Ratio is { } ratio ? $", {Number(ratio, "F2")}× PyTorch" : "");

    public static void Describe(Utf8JsonWriter writer, double peak, int workers, IReadOnlyList<BenchResult> results, string? peer)
    {
        writer.WriteNumber("peakGflops", peak / 1e9);
        writer.WriteNumber("workers", workers);
        writer.WriteStartArray("works");
        foreach (BenchResult result in results)
        {
            writer.WriteStartObject();
            writer.WriteString("name", result.Name);
            Measured(writer, result, result.Milliseconds);
            writer.WriteNumber("gflops", result.Gflops);
            writer.WriteNumber("shareOfPeak", result.ShareOfPeak);
            if (result.PeerMilliseconds is { } milliseconds)
            {
                writer.WriteStartObject("peer");
                writer.WriteString("name", peer);
                Measured(writer, result, milliseconds);
                writer.WriteEndObject();
                writer.WriteNumber("ratio", result.Ratio!.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    static void Measured(Utf8JsonWriter writer, BenchResult result, double milliseconds)
    {
        if (result.IsGeneration)
            writer.WriteNumber("charactersPerSecond", 1e3 / milliseconds);
        else
            writer.WriteNumber("milliseconds", milliseconds);
    }

    static string Time(BenchResult result, double milliseconds) => result.IsGeneration
        ? Number(1e3 / milliseconds, "N0") + " characters/s"
        : Number(milliseconds, milliseconds < 10 ? "F2" : "F1") + " ms";

    static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
