using Spectre.Console;
using Unroll.Studies;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>The results of a study on the terminal; what has no room is in the summary.</summary>
static class StudyReport
{
    public static void Write(IAnsiConsole console, StudyResult result, string? report)
    {
        console.Line();
        if (result.Study.IsQuick)
            console.Line("quick form: it checks that everything works; do not compare its results", TextStyle.Quiet);
        if (result.IsSynthetic)
            console.Line(RunTables.Synthetic, TextStyle.Quiet);
        foreach (string remark in result.Remarks)
            console.Line(remark, TextStyle.Quiet);
        TableView view = View(result, console.Profile.Width);
        console.Write(view.Render());
        if (result.Differences.Count > 0)
            console.Line(ComparisonNote.Short);
        Claims(console, result);
        string more = view.LeftOut == 0 ? "" : $", with {Quantity.Text(view.LeftOut, "more column")},";
        console.Line($"The summary{more} is in {ShellWord.Of(Path.Combine(result.Folder, "summary.md"))}.");
        if (report is not null)
            console.Line($"The report is {ShellWord.Of(report)}.");
    }

    /// <summary>The claims of the source, each with what the figures say of it.</summary>
    static void Claims(IAnsiConsole console, StudyResult result)
    {
        const int Label = 14;
        foreach (ClaimResult one in result.Claims)
        {
            string label = one.Word;
            foreach (string line in WordWrap.Lines($"{one.Claim.Text} {one.Evidence}.", console.Profile.Width - Label - 1))
            {
                console.Line(console.Styled($"{label,-Label}", TextStyle.Strong) + line);
                label = "";
            }
        }
    }

    /// <summary>One row per cell, or one column per cell where there are more metrics than cells and room for them.</summary>
    static TableView View(StudyResult result, int width)
    {
        Table table = StudyTables.Results(result);
        int axes = result.Study.Axes.Count;
        if (table.Columns.Count - axes > result.Cells.Count)
        {
            var transposed = new TableView(StudyTables.Results(result, indent: "  ").Transpose(axes, "figure", "value"), width, breaksNumbers: true);
            if (transposed.LeftOut == 0)
                return transposed;
        }

        return new TableView(table, width);
    }
}
