namespace Unroll.Studies.Grid;

/// <summary>The results of a study.</summary>
/// <param name="study">The study.</param>
/// <param name="folder">Its folder.</param>
/// <param name="cells">The result of each cell, in the order of the grid.</param>
/// <param name="isStopped">Whether it was stopped before its end and can be resumed.</param>
public sealed class StudyResult(Study study, string folder, IReadOnlyList<CellResult> cells, bool isStopped)
{
    readonly Dictionary<CellResult, CellDifference> _differences = CellDifference.Compare(study, cells).ToDictionary(difference => difference.Cell);

    /// <summary>The study.</summary>
    public Study Study { get; } = study;

    /// <summary>Its folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The result of each cell, in the order of the grid.</summary>
    public IReadOnlyList<CellResult> Cells { get; } = cells;

    /// <summary>Whether it was stopped before its end and can be resumed.</summary>
    public bool IsStopped { get; } = isStopped;

    /// <summary>The compared cells, those that are compared with one another in a row; empty where the study compares nothing.</summary>
    public IReadOnlyCollection<CellDifference> Differences => _differences.Values;

    /// <summary>The trainings that are done.</summary>
    public IEnumerable<(StudyTrial Trial, TrialResult Result)> Trainings =>
        Cells.SelectMany(cell => cell.Cell.Trials.Zip(cell.Results)).Where(one => one.Second is not null).Select(one => (one.First, one.Second!));

    /// <summary>What the figures say of the claims of the source.</summary>
    public IReadOnlyList<ClaimResult> Claims { get; } = [.. study.Claims.Select(claim => ClaimResult.Judge(claim, study, cells))];

    /// <summary>Whether the data of any training are generated.</summary>
    public bool IsSynthetic => Cells.Any(cell => cell.Results.Any(result => result?.IsSynthetic == true));

    /// <summary>What a reader should know of the data of its trainings, a line each.</summary>
    public IReadOnlyList<string> Remarks => [.. Cells.SelectMany(cell => cell.Results).SelectMany(result => result?.Remarks ?? []).Distinct()];

    /// <summary>What its trainings ran on, a line each.</summary>
    public IReadOnlyList<string> Machines => [.. Trainings.Select(one => one.Result.Machine).Where(machine => machine.Length > 0).Distinct()];

    /// <summary>The time of all its trainings together.</summary>
    public TimeSpan Time => TimeSpan.FromSeconds(Trainings.Sum(one => one.Result.Seconds));

    /// <summary>Trainings that failed.</summary>
    public int Failures => Cells.Sum(cell => cell.Failures);

    /// <summary>Trainings in which steps were skipped, as their loss or gradients were not finite: a line each.</summary>
    public IEnumerable<string> SkippedSteps => Cells.SelectMany(cell => cell.Cell.Trials.Zip(cell.Results)).Where(one => one.Second is { SkippedSteps: > 0 })
        .Select(one => $"{one.First.Cell.Name}, seed {one.First.Seed}: {one.Second!.SkippedSteps} of {one.Second.Steps} steps were skipped, "
            + "as their loss or gradients were NaN or infinite");

    /// <summary>How a cell compares with the best one; null where it is not compared.</summary>
    public CellDifference? Difference(CellResult cell) => _differences.GetValueOrDefault(cell);
}
