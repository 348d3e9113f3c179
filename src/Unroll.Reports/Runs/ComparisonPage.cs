using Unroll.Reports.Charts;
using Unroll.Reports.Markup;
using Unroll.Reports.Pages;
using Unroll.Studies.Tables;

namespace Unroll.Reports.Runs;

/// <summary>The page of a comparison.</summary>
static class ComparisonPage
{
    /// <summary>A chart for each metric by epoch, with a line for each run; losses on a logarithmic axis too.</summary>
    public static IEnumerable<Chart> Charts(RunComparison comparison)
    {
        foreach (string curve in comparison.Curves)
        {
            string name = RunComparison.InWords(curve);
            var chart = new XyChart(char.ToUpperInvariant(name[0]) + name[1..], new Axis("epoch") { IsWhole = true }, new Axis(name),
                [.. comparison.Runs.Select((run, place) => Line(run, curve) with { Style = place }).Where(line => line.Points.Count > 0)]);
            yield return chart;
            if (RunComparison.IsLoss(curve) && HistoryCharts.InLogarithm(chart) is { } logarithmic)
                yield return logarithmic;
        }
    }

    public static Page Of(RunComparison comparison, IEnumerable<Chart> charts)
    {
        var page = new Page($"{comparison.Runs.Count} runs compared");
        page.Add(HtmlTable.From(new Table([Column.Text("run"), Column.Text("task"), Column.Text("folder")],
            [.. comparison.Runs.Select(run => (Cell[])[run.Name, run.Configuration.Task, run.Folder])])),
            Page.List([.. comparison.Remarks, .. comparison.Missing], "remarks"));
        foreach (Table table in comparison.Tables)
            page.Section(table.Title, HtmlTable.From(table with { Title = "" }));
        page.Section("Curves", Page.Charts(charts));
        return page;
    }

    static Series Line(ComparedRun run, string curve) =>
        new(run.Name, Mark.Line, [.. run.Curve("epoch").Zip(run.Curve(curve), (epoch, value) => new Point(epoch, value))]);
}
