using Unroll.Studies.Data;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Grid;

/// <summary>
/// What a study will do, found out before its first training: every encoder, and every cell that has something left, is prepared as its trainings will be,
/// so that whatever is wrong with its settings, its data or its figures is told once, and nothing has been written.
/// </summary>
public sealed class StudyPlan
{
    readonly string _folder;
    readonly int _workers;

    StudyPlan(Study study, string folder, int workers, IReadOnlyList<IReadOnlyList<TrialResult>> done)
    {
        int open = study.Trainings - done.Sum(results => results.Count);
        (Study, Open, Parallel) = (study, open, study.IsTimed ? 1 : Math.Min(workers, Math.Max(1, open)));
        (_folder, _workers, WorkersEach) = (folder, workers, workers / Parallel);
    }

    /// <summary>The study.</summary>
    public Study Study { get; }

    /// <summary>What is pretrained before the trainings.</summary>
    public IReadOnlyList<EncoderPlan> Encoders { get; private set; } = [];

    /// <summary>Its cells, in the order of the grid.</summary>
    public IReadOnlyList<CellPlan> Cells { get; private set; } = [];

    /// <summary>The files of all data.</summary>
    public IEnumerable<FileIdentity> Files =>
        Encoders.SelectMany(encoder => encoder.Configuration.DataFiles).Concat(Cells.SelectMany(cell => cell.Files)).DistinctBy(file => file.Path);

    /// <summary>What a reader should know of the data, a line each.</summary>
    public IEnumerable<string> Remarks => Encoders.SelectMany(encoder => encoder.Remarks).Concat(Cells.SelectMany(cell => cell.Remarks)).Distinct();

    /// <summary>Trainings that are left.</summary>
    public int Open { get; }

    /// <summary>How many trainings run at a time.</summary>
    public int Parallel { get; }

    /// <summary>The threads of each.</summary>
    public int WorkersEach { get; }

    /// <summary>The time of what is left; null where it was not measured.</summary>
    public TimeSpan? Time => Cells.Any(cell => cell.Open > 0 && cell.Time is null) ? null
        : TimeSpan.FromSeconds(Encoders.Sum(encoder => encoder.Time?.TotalSeconds ?? 0)
            + (Cells.Sum(cell => cell.Open * (cell.Time?.TotalSeconds ?? 0)) / Parallel));

    /// <summary>Prepares every cell that has a training left.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Its folder, where it may have been begun; empty for none.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">Settings, data or figures cannot be used; one line names the file, the place and what would be right.</exception>
    public static StudyPlan Create(Study study, string folder, int workers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        IReadOnlyList<TrialResult>[] done =
            [.. study.Cells.Select(cell => (TrialResult[])[.. cell.Trials.Select(trial => Finished(folder, trial)).OfType<TrialResult>()])];
        var plan = new StudyPlan(study, folder, workers == 0 ? Environment.ProcessorCount : workers, done);
        using var encoders = PreparedEncoders.Create(study, folder, workers: null, cancellationToken);
        plan.Encoders = encoders.Plans;
        plan.Cells = [.. study.Cells.Zip(done, (cell, results) => plan.Prepare(new CellPlan(cell, results), encoders, measure: false, cancellationToken))];
        StudyFigures.Require(plan);
        return plan;
    }

    /// <summary>Measures some steps of every cell that has a training left, with as many threads as a training will have.</summary>
    /// <param name="onCell">Receives the number of a cell before it is measured; null for none.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public void Measure(Action<int>? onCell, CancellationToken cancellationToken)
    {
        using var encoders = PreparedEncoders.Create(Study, _folder, _workers, cancellationToken);
        Encoders = encoders.Plans;
        var cells = new List<CellPlan>();
        foreach (CellPlan cell in Cells)
        {
            onCell?.Invoke(cells.Count + 1);
            cells.Add(Prepare(cell, encoders, measure: true, cancellationToken));
        }

        Cells = cells;
    }

    /// <summary>The trainings of a folder that are done.</summary>
    static TrialResult? Finished(string folder, StudyTrial trial) => folder.Length == 0 ? null : StudyFolder.Finished(folder, trial);

    CellPlan Prepare(CellPlan plan, PreparedEncoders encoders, bool measure, CancellationToken cancellationToken)
    {
        if (plan.Open == 0)
            return plan;
        try
        {
            using PreparedRun run = encoders.Place(plan.Cell.Trials[0].Configuration).Prepare(new RunOptions { Workers = WorkersEach }, cancellationToken);
            int perEpoch = run.Data.Training.BatchCount(run.Configuration.Batch);
            return plan with
            {
                Outline = run.Run.Outline,
                Files = run.Configuration.DataFiles,
                Data = run.Data.Description,
                Series = Study.Plots.Any(plot => plot.Kind == PlotKind.Data) ? run.Data.Series : null,
                Remarks = run.Data.Remarks,
                Parameters = run.Model.Network.Parameters.Count,
                Steps = run.Steps,
                Epochs = (int)Math.Min(int.MaxValue, ((run.Steps - 1) / perEpoch) + 1),
                Time = measure ? TrainingTime.Estimate(run, WorkersEach, cancellationToken) : null,
            };
        }
        catch (Exception error) when (error is InputException or InvalidDataException)
        {
            throw new InputException($"{Study.File}: the cell {plan.Cell.Name}: {error.Message}", error);
        }
    }
}
