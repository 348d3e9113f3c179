using Unroll.Studies.Data;
using Unroll.Studies.Grid;

namespace Unroll.Cli.Documents;

/// <summary>unroll study check --json.</summary>
sealed record StudyPlanDocument(string Study, bool Quick, int Trainings, int Done, int Parallel, double? EstimatedSeconds,
    IReadOnlyList<StudyPlanDocument.PlannedCell> Cells, IReadOnlyList<StudyPlanDocument.PlannedFile> Files,
    IReadOnlyList<StudyPlanDocument.PlannedEncoder>? Encoders)
{
    public static StudyPlanDocument From(StudyPlan plan) => new(
        plan.Study.Name, plan.Study.IsQuick, plan.Study.Trainings, plan.Study.Trainings - plan.Open, plan.Parallel, plan.Time?.TotalSeconds,
        [.. plan.Cells.Select(cell => Item(plan, cell))],
        [.. plan.Files.Select(file => new PlannedFile(file.Path, file.Length, file.Sha256))],
        plan.Encoders.Count == 0 ? null : [.. plan.Encoders.Select(Item)]);

    static PlannedEncoder Item(EncoderPlan plan) => new(
        plan.Encoder.Name, plan.IsMade, plan.Encoder.Base.Length == 0 ? null : plan.Encoder.Base, plan.Data, plan.Tokens, plan.Parameters, plan.Steps,
        plan.Time?.TotalSeconds, plan.Remarks.Count == 0 ? null : plan.Remarks);

    static PlannedCell Item(StudyPlan plan, CellPlan cell) => new(
        plan.Study.Axes.Zip(cell.Cell.Values).ToDictionary(one => one.First.Name, one => one.Second.Name), cell.Cell.Trials.Count, cell.Done.Count,
        cell.Open == 0 ? null : cell.Parameters, cell.Open == 0 ? null : cell.Epochs, cell.Open == 0 ? null : cell.Steps, cell.Time?.TotalSeconds,
        cell.Open == 0 ? null : cell.Data, cell.Remarks.Count == 0 ? null : cell.Remarks);

    internal sealed record PlannedCell(Dictionary<string, string> Settings, int Trainings, int Done, long? Parameters, int? Epochs, long? Steps,
        double? SecondsPerTraining, string? Data, IReadOnlyList<string>? Remarks);

    internal sealed record PlannedEncoder(string Name, bool Done, string? InitFrom, string Data, long Tokens, long Parameters, long Steps, double? Seconds,
        IReadOnlyList<string>? Remarks);

    internal sealed record PlannedFile(string Path, long Length, string Sha256);
}
