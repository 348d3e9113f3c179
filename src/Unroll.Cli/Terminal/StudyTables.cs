using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Terminal;

/// <summary>Studies as a table.</summary>
static class StudyTables
{
    public static void List(IAnsiConsole console, IEnumerable<Study> studies)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn("name").NoWrap()).AddColumn("question").AddColumn(new TableColumn("trainings").RightAligned());
        foreach (Study study in studies)
            table.AddRow(Markup.Escape(study.Name), Markup.Escape(study.Question), (study.Cells().Count * study.Repeats).ToString("N0", CultureInfo.InvariantCulture));
        console.Write(table);
        console.Line("unroll study show NAME          tells of one in words");
        console.Line("unroll study run NAME --quick   tries one in at most three minutes");
    }

    /// <summary>What cells are compared by comes first.</summary>
    public static IEnumerable<string> Ordered(Study study) => study.Figures.OrderBy(figure => figure == study.Comparison?.Figure ? 0 : 1);
}
