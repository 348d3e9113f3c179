using Spectre.Console;
using Unroll.Studies;
using Unroll.Studies.Grid;
using Unroll.Studies.Tuning;

namespace Unroll.Cli.Terminal;

/// <summary>What a tuning has found, on the terminal.</summary>
static class TuningReport
{
    /// <summary>Trials of the table; all of them are in trials.json.</summary>
    const int Rows = 10;

    public static void Write(IAnsiConsole console, TuningResult result, string? report)
    {
        console.Line();
        foreach (string remark in result.Remarks)
            console.Line(remark, TextStyle.Quiet);
        if (result.Ranked.Count == 0)
            return;
        int left = TableView.Write(console, TuningTable.Create(result.Definition, result.Ranked, Rows));
        string more = left == 0 ? "" : $", with {Quantity.Text(left, "more column")},";
        console.Line($"{Trials(result)}{more} are in {ShellWord.Of(TuningFolder.Trials(result.Folder))}.");
        if (report is not null)
            console.Line($"The report is {ShellWord.Of(report)}.");
        foreach (TuningJob failed in result.Failed.Where(job => !result.Ranked.Take(Rows).Contains(job)).Take(3))
            console.Line($"trial {failed.Trial.Number} ({failed.Trial.Description}) failed: {failed.Measurement!.Failure}");
        if (result.Best is not { } best)
            return;
        console.Line();
        console.Line($"The best is trial {best.Trial.Number}, {TuningText.Of(result.Definition, best.Measurement!)}:");
        console.Line($"  {best.Trial.Description}", TextStyle.Strong);
        if (!best.Measurement!.IsLast)
            console.Line("No trial was trained to its end yet: give it more time, or fewer steps.");
        string honest = $"As it was chosen by its {MetricText.Name(result.Definition.Metric)}, the figure flatters it. Train with these settings:";
        foreach (string line in WordWrap.Lines(honest, console.Profile.Width - 1))
            console.Line(line);
        console.Line($"  unroll train {result.Definition.Task} --config {ShellWord.Of(TuningFolder.Best(result.Folder))}", TextStyle.Name);
    }

    static string Trials(TuningResult result) => $"All {Quantity.Text(result.History.Trials.Count, "trial")}";
}
