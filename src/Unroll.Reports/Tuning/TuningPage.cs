using Unroll.Reports.Markup;
using Unroll.Reports.Pages;
using Unroll.Studies.Grid;
using Unroll.Studies.Tuning;

namespace Unroll.Reports.Tuning;

/// <summary>The page of a tuning: what was searched, the best settings, the charts, and all trials.</summary>
static class TuningPage
{
    public static Page Of(TuningResult result)
    {
        TuningDefinition definition = result.Definition;
        string metric = MetricText.Name(definition.Metric);
        var page = new Page($"Tuning of the task {definition.Task}");
        string order = definition.IsLargestBest ? "largest" : "smallest";
        page.Add(Page.Paragraph($"The settings with the {order} {metric}, of {result.History.Trials.Count} trials.", "lead"));
        if (result.Best is { } best)
            page.Section("The best", Page.Paragraph($"Trial {best.Trial.Number}: {best.Trial.Description}."),
                best.Measurement!.IsLast ? null : Page.Paragraph("No trial was trained to its end yet.", "warning"),
                Page.Paragraph($"As it was chosen by its {metric}, the figure flatters it: a part of the data that no trial has seen tells the truth.", "note"),
                Page.Code($"unroll train {definition.Task} --config {TuningFolder.Best(result.Folder)}"));
        page.Section("Ranges", Page.Facts([.. definition.Space.Ranges.Select(range => (range.Setting, $"{range}"[(range.Setting.Length + 2)..]))]));
        int leftOut = TuningCharts.LeftOut(result);
        page.Section("Charts", Page.Charts(TuningCharts.Of(result)), leftOut == 0 ? null
            : Page.Paragraph($"{leftOut} trials with far worse values are left out of the charts.", "note"));
        page.Section("Trials", result.Ranked.Count == 0 ? null : HtmlTable.From(TuningTable.Create(definition, result.Ranked)));
        return page;
    }
}
