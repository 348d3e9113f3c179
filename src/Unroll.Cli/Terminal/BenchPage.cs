using System.Globalization;
using System.Text;
using Spectre.Console;
using Unroll.Studies;
using Unroll.Studies.Bench;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Terminal;

/// <summary>A measurement on the terminal, and as a page of Markdown, as benchmarks/results keeps them.</summary>
static class BenchPage
{
    public static void Write(IAnsiConsole console, BenchReport report)
    {
        foreach (Table table in Tables(report))
            TableView.Write(console, table);
        foreach (string line in WordWrap.Lines(
            $"{BenchText.Limits(report)} Times are medians; memory is the peak of a process that does nothing else.", console.Profile.Width - 1))
            console.Line(line);
        foreach (string line in BenchText.Peers(report).SelectMany(line => WordWrap.Lines(line, console.Profile.Width - 1)))
            console.Line(line);
    }

    public static string ToMarkdown(BenchReport report)
    {
        var text = new StringBuilder();
        BenchMachine machine = report.Machine;
        string commit = machine.Commit is { } known ? $", commit {known}" : "";
        Line(text, $"# {BenchText.About(report)}");
        Line(text);
        Line(text, $"{machine.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{commit}, Unroll {ProductVersion.Text}: `{report.Command}`. "
            + "Medians of five rounds in turns; memory is the peak of a process that does nothing else"
            + $"{(BenchText.Load(report) is { Length: > 0 } load ? $"; {load}" : "")}.");
        Line(text, BenchText.Limits(report));
        foreach (string line in BenchText.Peers(report))
            Line(text, line);
        foreach (Table table in Tables(report))
            text.Append('\n').Append(table.ToMarkdown(aligned: true));
        return text.ToString();
    }

    /// <summary>Fails before the measurement instead of after it.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void RequireFile(string file)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (Directory.Exists(file) || !Directory.Exists(folder))
            throw new InputException($"--markdown {file}: {(Directory.Exists(file) ? "a folder; a file is expected" : "there is no such folder")}");
    }

    static IEnumerable<Table> Tables(BenchReport report) => new[] { BenchTables.Works(report), BenchTables.Variants(report) }.OfType<Table>();

    static void Line(StringBuilder text, string line = "") => text.Append(line).Append('\n');
}
