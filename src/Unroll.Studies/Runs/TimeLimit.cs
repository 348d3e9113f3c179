using System.Diagnostics;
using Unroll.Data;
using Unroll.Models;
using Unroll.Studies.Settings;
using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>Turns a time limit into steps: a model of the same sizes makes real steps and a real validation, and is thrown away.</summary>
static class TimeLimit
{
    /// <summary>The part of the limit that goes into measuring the speed.</summary>
    const double ProbeShare = 0.03;

    /// <summary>The part of the limit that is planned for, so that a machine that becomes a little slower still keeps it.</summary>
    const double PlannedShare = 0.97;

    const int LeastSteps = 5;

    /// <summary>The number of steps that fit into a time limit, at most those that the configuration asks for.</summary>
    /// <param name="configuration">What the run is made from.</param>
    /// <param name="data">Its data.</param>
    /// <param name="create">Makes a model that is thrown away.</param>
    /// <param name="limit">The limit in seconds.</param>
    /// <param name="most">The most steps, however much time there is.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="SettingException">The limit is no time.</exception>
    /// <exception cref="OperationCanceledException">The measurement was cancelled.</exception>
    public static long Steps(RunConfiguration configuration, TaskData data, Func<TrainedModel> create, double limit, long most, int workers,
        CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        using TrainedModel model = create();
        return Steps(model.Network, data.Training, configuration.Batch, data.HeldOut, data.HeldOutBatchSize, start, limit, most, workers, cancellationToken);
    }

    /// <summary>The number of steps that fit into a time limit.</summary>
    /// <param name="model">A compiled model that is thrown away.</param>
    /// <param name="training">What it is trained on.</param>
    /// <param name="batch">Rows of a batch.</param>
    /// <param name="heldOut">What each epoch is measured on; null for nothing.</param>
    /// <param name="heldOutBatch">Rows of a batch of it.</param>
    /// <param name="start">When the time began.</param>
    /// <param name="limit">The limit in seconds.</param>
    /// <param name="most">The most steps, however much time there is.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="SettingException">The limit is no time.</exception>
    public static long Steps(Model model, DataSet training, int batch, DataSet? heldOut, int heldOutBatch, long start, double limit, long most, int workers,
        CancellationToken cancellationToken)
    {
        if (!(limit > 0 && double.IsFinite(limit)))
            throw new SettingException("maxSeconds", limit, "a time limit is above 0");
        int perEpoch = training.BatchCount(batch);
        using var trainer = new Trainer(model, training, new FitOptions { Epochs = int.MaxValue, BatchSize = batch, Workers = workers });
        double perStep = TypicalStep.Measure(trainer, perEpoch, LeastSteps, limit * ProbeShare, cancellationToken);
        double validation = heldOut is null ? 0 : ValidationSeconds(model, heldOut, heldOutBatch, workers, cancellationToken);
        double left = (limit * PlannedShare) - Stopwatch.GetElapsedTime(start).TotalSeconds;

        // Validation runs once an epoch, and once more at the end.
        double perStepWithValidation = perStep + (validation / perEpoch);
        return Math.Clamp((long)((left - validation) / perStepWithValidation), 1, most);
    }

    /// <summary>The time of one validation.</summary>
    internal static double ValidationSeconds(Model model, DataSet heldOut, int batchSize, int workers, CancellationToken cancellationToken)
    {
        long from = Stopwatch.GetTimestamp();
        model.Evaluate(heldOut, batchSize, workers, cancellationToken);
        return Stopwatch.GetElapsedTime(from).TotalSeconds;
    }
}
