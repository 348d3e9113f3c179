using System.Globalization;
using System.Text;
using Unroll.Studies;
using Unroll.Studies.Bench;

namespace Unroll.Cli.Terminal;

/// <summary>A measurement as a page of Markdown, as benchmarks/results keeps them.</summary>
static class BenchMarkdown
{
    /// <summary>Complains before the measurement instead of after it.</summary>
    public static void Check(string file)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (Directory.Exists(file) || !Directory.Exists(folder))
            throw new InputException($"--markdown {file}: {(Directory.Exists(file) ? "a folder; a file is expected" : "there is no such folder")}");
    }

    public static string Of(BenchReport report)
    {
        var text = new StringBuilder();
        BenchMachine machine = report.Machine;
        string commit = machine.Commit is { } known ? $", commit {known}" : "";
        Line(text, $"# {BenchSheet.About(report)}");
        Line(text);
        Line(text, $"{machine.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{commit}, Unroll {ProductVersion.Text}: `{report.Command}`. "
            + "Medians of five rounds in turns; memory is the most of a process of its own"
            + $"{(BenchSheet.Load(report) is { Length: > 0 } load ? $"; {load}" : "")}.");
        Line(text, BenchSheet.Limits(report));
        if (BenchSheet.Peer(report) is { } peer)
            Line(text, peer);
        Table(text, BenchSheet.Works(report));
        if (BenchSheet.Variants(report) is { } variants)
            Table(text, variants);
        return text.ToString();
    }

    static void Table(StringBuilder text, BenchSheet sheet)
    {
        Line(text);
        Line(text, Row([.. sheet.Titles.Select(title => title.Replace('\n', ' '))]));
        Line(text, Row([.. sheet.Titles.Select((_, column) => column < 2 ? "---" : "---:")]));
        foreach (string[] row in sheet.Rows)
            Line(text, Row(row));
    }

    static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |";

    static void Line(StringBuilder text, string line = "") => text.Append(line).Append('\n');
}
