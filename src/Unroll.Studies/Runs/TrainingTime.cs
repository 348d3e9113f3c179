using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>Estimates how long a training takes: some real steps and a real validation, on a model that is thrown away.</summary>
public static class TrainingTime
{
    const int LeastSteps = 3;
    const double LeastSeconds = 0.2;

    /// <summary>The time of all steps and of the validation after each epoch; not of what a task does at its end.</summary>
    /// <param name="run">The run; its model is trained by this.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    public static TimeSpan Estimate(PreparedRun run, int workers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        int perEpoch = run.Data.Training.BatchCount(run.Configuration.Batch);
        using var trainer = new Trainer(run.Model.Network, run.Data.Training, run.FitOptions(workers) with { Epochs = int.MaxValue, Steps = null });
        double perStep = TypicalStep.Measure(trainer, perEpoch, LeastSteps, LeastSeconds, cancellationToken);
        double validation = run.Data.HeldOut is { } heldOut
            ? TimeLimit.ValidationSeconds(run.Model.Network, heldOut, run.Data.HeldOutBatchSize, workers, cancellationToken)
            : 0;
        return TimeSpan.FromSeconds((run.Steps * perStep) + (((run.Steps - 1) / perEpoch) + 1) * validation);
    }
}
