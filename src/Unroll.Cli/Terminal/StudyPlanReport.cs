using System.Globalization;
using Spectre.Console;
using Unroll.Studies.Data;
using Unroll.Studies.Grid;
using Unroll.Studies.Tables;

namespace Unroll.Cli.Terminal;

/// <summary>What a study would do, on the terminal.</summary>
static class StudyPlanReport
{
    public static void Write(IAnsiConsole console, StudyPlan plan, string command)
    {
        Study study = plan.Study;
        console.Line(study.Title + (study.IsQuick ? ", quick form" : ""), TextStyle.Strong);
        int done = study.Trainings - plan.Open;
        console.Line(StudyDescription.Trainings(study) + (done == 0 ? "" : $"; {done} are done, {plan.Open} are left"));
        if (plan.Encoders.Count > 0)
            TableView.Write(console, Encoders(plan));
        TableView.Write(console, Cells(plan));
        foreach (string data in plan.Cells.Where(cell => cell.Open > 0).Select(cell => cell.Data).Distinct())
            console.Line($"data: {data}");
        foreach (FileIdentity file in plan.Files)
            console.Line(string.Create(CultureInfo.InvariantCulture, $"      {file.RelativePath}, {file.Length:N0} bytes"));
        foreach (string remark in plan.Remarks)
            console.Line($"      {remark}");
        if (plan.Open > 0 && plan.Time is { } time)
            console.Line($"About {Duration.Text(time)} on this machine, {Parallel(plan)}: estimated from some steps and a validation of each cell.");
        console.Line("Nothing was written. Run it with:");
        console.Line($"  {command}", TextStyle.Name);
    }

    static Table Encoders(StudyPlan plan) => new(
        [Column.Text("encoder"), Column.Text("begins with"), Column.Number("tokens"), Column.Number("parameters"), Column.Number("steps"), Column.Text("time")],
        [.. plan.Encoders.Select(encoder => (Cell[])
        [
            encoder.Encoder.Name, encoder.Encoder.Base, Whole(encoder.Tokens), Whole(encoder.Parameters), Whole(encoder.Steps),
            encoder.IsMade ? "is there" : encoder.Time is { } time ? Duration.Text(time) : "",
        ])]);

    static string Parallel(StudyPlan plan) => plan.Parallel == 1 ? "one training at a time" : $"{plan.Parallel} trainings at a time";

    static Table Cells(StudyPlan plan) => new(
        [.. plan.Study.Axes.Select(axis => Column.Text(axis.Name)), Column.Number("trainings left"), Column.Number("parameters"), Column.Number("epochs"),
            Column.Number("steps"), Column.Text("time of one")],
        [.. plan.Cells.Select(cell => (Cell[])
        [
            .. cell.Cell.Values.Select(value => (Cell)value.Name), cell.Open, Count(cell, cell.Parameters), Count(cell, cell.Epochs), Count(cell, cell.Steps),
            cell.Time is { } time ? Duration.Text(time) : "",
        ])]);

    /// <summary>A number of a cell that was prepared.</summary>
    static Cell Count(CellPlan cell, long number) => cell.Open == 0 ? default : Whole(number);

    static Cell Whole(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture), number);
}
