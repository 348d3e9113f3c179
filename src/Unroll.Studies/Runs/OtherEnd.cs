using System.Globalization;
using Unroll.Schedules;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Runs;

/// <summary>Whether a run can go on to another end than it was begun with: only where its steps so far would have been the same.</summary>
static class OtherEnd
{
    /// <summary>Requires that it can.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="begun">Its configuration with the end it was begun with.</param>
    /// <param name="run">The run with the other end.</param>
    /// <exception cref="InputException">It cannot; the message says why.</exception>
    public static void Require(RunFolder folder, RunConfiguration begun, PreparedRun run)
    {
        if (!File.Exists(folder.Last))
            return;
        string path = folder.FolderPath, instead = $"begin a new run from its weights, with --init-from {path}";
        RunMetadata checkpoint = RunMetadata.Read(folder.Last);
        long done = checkpoint.Number("unroll.step"), epochs = checkpoint.Number("unroll.epoch"), batch = checkpoint.Number("unroll.batch");
        long before = begun.StepsOn(run.Data), after = run.Steps, perEpoch = run.Data.Training.BatchCount(begun.Batch);
        if (after < done)
            throw new InputException($"{path}: the run has made {Count(done)} already, more than the {Count(after)} that are wanted; {instead}");
        if (after == done)
            return;
        if (!HasSameRates(begun, before, after, done))
            throw new InputException($"{path}: the schedule {begun.Schedule} is laid over all steps of a run: of {Count(after)} instead of "
                + $"{before.ToString("N0", CultureInfo.InvariantCulture)}, the first {done.ToString("N0", CultureInfo.InvariantCulture)} "
                + $"would have had other learning rates; {instead}");
        if ((epochs * perEpoch) + batch != done)
            throw new InputException($"{path}: the run ended inside an epoch, after {Count(done)} where an epoch has {Count(perEpoch)}; "
                + $"a longer run would have gone on in that epoch; {instead}");
        if (done >= before && run.Callbacks.Any(callback => callback is EarlyStopping { RestoreBestWeights: true }))
            throw new InputException($"{path}: when the run ended, early_stopping brought the weights of the best epoch back; {instead}");
    }

    static bool HasSameRates(RunConfiguration configuration, long before, long after, long done)
    {
        LearningRateSchedule then = TrainingSpecs.Optimizer(configuration, before).LearningRate;
        LearningRateSchedule now = TrainingSpecs.Optimizer(configuration, after).LearningRate;
        for (long step = 0; step < done; step++)
            if (then.At(step) != now.At(step))
                return false;
        return true;
    }

    static string Count(long steps) => steps == 1 ? "1 step" : string.Create(CultureInfo.InvariantCulture, $"{steps:N0} steps");
}
