using System.Diagnostics;
using Unroll.Models;
using Unroll.Training;

namespace Unroll.Studies.Tasks;

/// <summary>Turns a time limit into steps: a model of the same sizes makes real steps and a real validation, and is thrown away.</summary>
static class TimeLimit
{
    /// <summary>The part of the limit that goes into measuring the speed.</summary>
    const double ProbeShare = 0.03;

    /// <summary>The part of the limit that is planned for, so that a machine that becomes a little slower still keeps it.</summary>
    const double PlannedShare = 0.95;

    const int Warmup = 3;
    const int LeastSteps = 5;

    /// <summary>The configuration with its number of steps.</summary>
    /// <exception cref="OperationCanceledException">The measurement was cancelled.</exception>
    public static RunConfiguration Fix(RunConfiguration configuration, TaskData data, double limit, int workers, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        DataSet training = data.Training;
        int perEpoch = training.BatchCount(configuration.Batch);
        using TaskRun run = data.CreateRun(steps: 1, workers);
        using var trainer = new Trainer(run.Model, training, new FitOptions { Epochs = int.MaxValue, BatchSize = configuration.Batch, Workers = workers });
        for (int i = 0; i < Warmup; i++)
            NextStep(trainer, perEpoch, cancellation);
        long from = Stopwatch.GetTimestamp();
        int steps = 0;
        while (steps < LeastSteps || Stopwatch.GetElapsedTime(from).TotalSeconds < limit * ProbeShare)
        {
            NextStep(trainer, perEpoch, cancellation);
            steps++;
        }

        double perStep = Stopwatch.GetElapsedTime(from).TotalSeconds / steps;
        double validation = data.HeldOut is { } heldOut ? ValidationSeconds(run.Model, heldOut, data.HeldOutBatchSize, workers, cancellation) : 0;
        double left = (limit * PlannedShare) - Stopwatch.GetElapsedTime(start).TotalSeconds;

        // Validation runs once an epoch, and once more at the end.
        double perStepWithValidation = perStep + (validation / perEpoch);
        long total = Math.Clamp((long)((left - validation) / perStepWithValidation), 1, configuration.Steps ?? long.MaxValue);
        return configuration with { Steps = total, Epochs = (int)Math.Min(int.MaxValue, ((total - 1) / perEpoch) + 1) };
    }

    static double ValidationSeconds(Model model, DataSet heldOut, int batchSize, int workers, CancellationToken cancellation)
    {
        long from = Stopwatch.GetTimestamp();
        model.Evaluate(heldOut, batchSize, workers, cancellation);
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    static void NextStep(Trainer trainer, int perEpoch, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (trainer.Batch == perEpoch)
            trainer.Rewind();
        trainer.RunStep();
    }
}
