using Unroll.Studies.Data;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Documents;

/// <summary>unroll study check --json.</summary>
sealed record StudyPlanDocument(string Study, bool Quick, int Trainings, int Done, int Parallel, double? EstimatedSeconds,
    IReadOnlyList<StudyPlanDocument.PlannedCell> Cells, IReadOnlyList<StudyPlanDocument.PlannedFile> Files)
{
    public static StudyPlanDocument From(StudyPlan plan) => new(
        plan.Study.Name, plan.Study.IsQuick, plan.Study.Trainings, plan.Study.Trainings - plan.Open, plan.Parallel, plan.Time?.TotalSeconds,
        [.. plan.Cells.Select(cell => Item(plan, cell))],
        [.. plan.Cells.SelectMany(cell => cell.Files).DistinctBy(file => file.Path).Select(file => new PlannedFile(file.Path, file.Length, file.Sha256))]);

    static PlannedCell Item(StudyPlan plan, CellPlan cell) => new(
        plan.Study.Axes.Zip(cell.Cell.Values).ToDictionary(one => one.First.Name, one => one.Second.Name), cell.Cell.Trials.Count, cell.Done.Count,
        cell.Open == 0 ? null : cell.Parameters, cell.Open == 0 ? null : cell.Epochs, cell.Open == 0 ? null : cell.Steps, cell.Time?.TotalSeconds,
        cell.Open == 0 ? null : cell.Data, cell.Remarks.Count == 0 ? null : cell.Remarks);

    internal sealed record PlannedCell(Dictionary<string, string> Settings, int Trainings, int Done, long? Parameters, int? Epochs, long? Steps,
        double? SecondsPerTraining, string? Data, IReadOnlyList<string>? Remarks);

    internal sealed record PlannedFile(string Path, long Length, string Sha256);
}
