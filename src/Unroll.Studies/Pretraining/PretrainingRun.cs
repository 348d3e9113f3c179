using System.Diagnostics;
using Unroll.Checkpoints;
using Unroll.Studies.Runs;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Pretraining;

/// <summary>Pretraining of a masked-language model: new ones and resumed ones.</summary>
public static class PretrainingRun
{
    /// <summary>Trains a model into a new folder.</summary>
    /// <param name="configuration">What it is made from.</param>
    /// <param name="options">The folder, how many threads, who listens.</param>
    /// <param name="cancellationToken">Stops the pretraining; what is there is kept.</param>
    /// <exception cref="InputException">The configuration, the data or the folder cannot be used.</exception>
    /// <exception cref="InvalidDataException">The model to begin with is damaged, or no BERT with a masked-language head.</exception>
    public static PretrainingResult Train(PretrainingConfiguration configuration, PretrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        PretrainingFolder.RequireFree(options.Folder);
        var run = PreparedPretraining.From(configuration, options, cancellationToken);
        var folder = new PretrainingFolder(options.Folder);
        RunFolder.Make(options.Folder);
        try
        {
            using var held = RunLock.Acquire(options.Folder);
            return Begin(folder, run, options, cancellationToken);
        }
        finally
        {
            folder.DeleteIfEmpty();
        }
    }

    /// <summary>Resumes a pretraining that was stopped; it ends in the same bits as one that never was.</summary>
    /// <param name="options">The folder, how many threads, who listens.</param>
    /// <param name="cancellationToken">Stops it again.</param>
    /// <exception cref="InputException">The folder holds none, or the data have changed.</exception>
    public static PretrainingResult Resume(PretrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = PretrainingFolder.Open(options.Folder);
        using var held = RunLock.Acquire(options.Folder);
        var configuration = PretrainingConfiguration.FromJson(File.ReadAllText(folder.Settings), folder.Settings);
        return TrainIn(folder, PreparedPretraining.From(configuration, options, cancellationToken), options, cancellationToken);
    }

    static PretrainingResult Begin(PretrainingFolder folder, PreparedPretraining run, PretrainingOptions options, CancellationToken cancellationToken)
    {
        try
        {
            RunFolder.Write(folder.Settings, run.Configuration.ToJson());
            PretrainingVocabulary.Write(options.Folder, run.Data.Tokenizer, !run.Data.Tokenizer.Options.LowerCase, run.Model.Configuration.MaximalPositions);
            return TrainIn(folder, run, options, cancellationToken);
        }
        catch when (!File.Exists(folder.Backup))
        {
            // What saved nothing must not block the folder, as when the first batch needs more memory than there is.
            folder.Clear();
            throw;
        }
    }

    static PretrainingResult TrainIn(PretrainingFolder folder, PreparedPretraining run, PretrainingOptions options, CancellationToken cancellationToken)
    {
        var clock = new StepClock();
        List<Callback> callbacks = [clock, new HistoryFile(folder), new BackupAndRestore(folder.FolderPath)];
        if (options.Verbose > 0)
            callbacks.Insert(0, new ProgressBar(options.Progress, options.Verbose)
            {
                Unit = "tokens", UnitsPerStep = run.TokensPerStep, Columns = options.Columns, IsTerminal = options.Verbose == 1,
            });
        using var trainer = new Trainer(run.Model, run.Data.Training, run.FitOptions(options.Workers) with { Callbacks = callbacks });

        // One that was killed before its first backup begins again.
        if (File.Exists(folder.Backup))
            Checkpoint.Restore(folder.Backup, trainer);
        options.OnStart?.Invoke(run, trainer.Step);
        long start = Stopwatch.GetTimestamp();
        History history = trainer.Run(cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string? failure = FailedTraining.Reason(trainer);
        if (failure is null && trainer.Step > 0)
            run.Model.Save(folder.FolderPath);
        else if (failure is not null)
            folder.Clear();
        return new PretrainingResult
        {
            Folder = folder.FolderPath, Parameters = run.Model.Parameters.Count, Data = run.Data, Epochs = history.Epochs.Count, Steps = trainer.Step,
            Seconds = seconds, TokensPerSecond = clock.StepsPerSecond * run.TokensPerStep, Metrics = Metrics(history), Stopped = trainer.IsCancelled,
            Passage = failure is null && !trainer.IsCancelled ? MaskedPassage.Of(run.Model, run.Data) : null, Outcome = history.Outcome, Failure = failure,
        };
    }

    static Dictionary<string, double> Metrics(History history)
    {
        if (history.Epochs.Count == 0)
            return [];
        var metrics = history.Epochs[^1].Values.Where(value => value.Key != "learning_rate")
            .ToDictionary(value => MetricName.OfEpoch(value.Key), value => value.Value);
        if (metrics.TryGetValue("validationLoss", out double loss))
            metrics["validationPerplexity"] = Math.Exp(loss);
        return metrics;
    }

    /// <summary>The time of the steps alone: without validation and files.</summary>
    sealed class StepClock : Callback
    {
        long _begin, _ticks, _steps;

        public double StepsPerSecond => _ticks == 0 ? 0 : _steps * (double)Stopwatch.Frequency / _ticks;

        public override void OnEpochBegin(Trainer trainer) => _begin = Stopwatch.GetTimestamp();

        public override void OnBatchEnd(Trainer trainer)
        {
            _ticks += Stopwatch.GetTimestamp() - _begin;
            _steps++;
        }

        public override void OnSave(Trainer trainer) => _begin = Stopwatch.GetTimestamp();
    }

    /// <summary>Keeps history.csv up to date.</summary>
    sealed class HistoryFile(PretrainingFolder folder) : Callback
    {
        public override void OnEpochEnd(Trainer trainer, EpochLog epoch) => trainer.History.SaveCsv(folder.History);
    }
}
