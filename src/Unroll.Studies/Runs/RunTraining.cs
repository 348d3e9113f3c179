using System.Diagnostics;
using Unroll.Checkpoints;
using Unroll.Studies.Data;
using Unroll.Studies.Tables;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Runs;

/// <summary>Training of any task: new runs and resumed ones.</summary>
public static class RunTraining
{
    const string FilesKey = "unroll.data_files";

    /// <summary>Steps from one value of the running epoch in TensorBoard to the next.</summary>
    const int StepsBetweenEvents = 100;

    /// <summary>Trains a new model in a new run folder.</summary>
    /// <exception cref="InputException">The configuration, the data or the folder cannot be used.</exception>
    public static RunResult Train(RunConfiguration configuration, RunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        using NewRunFolder? own = options.TakesFreeFolder ? NewRunFolder.Take(options.Folder) : null;
        options = own is null ? options : options with { Folder = own.FolderPath };
        RunFolder.RequireFree(options.Folder);
        using PreparedRun run = configuration.Prepare(options, cancellationToken);
        RunFolder folder = RunFolder.Create(options.Folder);
        try
        {
            using RunLock? runLock = own is null ? RunLock.Acquire(options.Folder) : null;

            // Another process may have begun a run here meanwhile.
            RunFolder.RequireFree(options.Folder);
            return Guard(folder, () => TrainIn(folder, run, options, cancellationToken));
        }
        finally
        {
            folder.DeleteIfEmpty();
        }
    }

    /// <summary>Resumes a run that was stopped, or one that is to be longer; it ends in the same bits as one that never was stopped.</summary>
    /// <param name="configuration">The configuration in the run folder.</param>
    /// <param name="options">The run folder, how many threads, who listens, and the end where it is another one.</param>
    /// <param name="cancellationToken">Stops the run again.</param>
    /// <exception cref="InputException">The run's data have changed or are not at hand, or it cannot have the other end.</exception>
    public static RunResult Resume(RunConfiguration configuration, RunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        RunFolder folder = RunFolder.Open(options.Folder);
        RunConfiguration wanted = options.End?.Of(configuration) ?? configuration;
        using PreparedRun run = wanted.Prepare(options with { Checkpoint = File.Exists(folder.Last) ? folder.Last : null }, cancellationToken);
        using RunLock runLock = RunLock.Acquire(options.Folder);
        if (options.End is not null)
            OtherEnd.Require(folder, configuration, run);
        return Guard(folder, () =>
        {
            if (options.End is not null)
                RunFolder.Write(folder.Configuration, run.Configuration.ToJson());
            return TrainIn(folder, run, options, resume: true, cancellationToken);
        });
    }

    /// <summary>Trains a model without a folder and without callbacks.</summary>
    /// <param name="run">What is trained.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The trained model beside its data.</returns>
    /// <exception cref="NotFiniteNumberException">The training failed: its loss, gradients or weights became NaN or infinite, or it diverged.</exception>
    public static TaskRun Fit(PreparedRun run, int workers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        using var trainer = new Trainer(run.Model.Network, run.Data.Training, run.FitOptions(workers));
        trainer.Run(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return FailedTraining.Reason(trainer) is { } failure ? throw new NotFiniteNumberException(failure) : run.Run;
    }

    /// <summary>Trains in a folder; how that ended is in it afterwards.</summary>
    /// <exception cref="RunWriteException">The folder could not be written any more.</exception>
    static RunResult Guard(RunFolder folder, Func<RunResult> train)
    {
        try
        {
            folder.Clean();
            File.Delete(folder.Record);
            return train();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunWriteException(folder, error);
        }
    }

    static RunResult TrainIn(RunFolder folder, PreparedRun run, RunOptions options, CancellationToken cancellationToken)
    {
        try
        {
            RunFolder.Write(folder.Configuration, run.Configuration.ToJson());
            return TrainIn(folder, run, options, resume: false, cancellationToken);
        }
        catch (Exception error) when (error is not (IOException or UnauthorizedAccessException) && !File.Exists(folder.Last))
        {
            // A run that saved nothing must not block the folder, as when the first batch needs more memory than there is.
            folder.Clear();
            throw;
        }
    }

    static RunResult TrainIn(RunFolder folder, PreparedRun run, RunOptions options, bool resume, CancellationToken cancellationToken)
    {
        TaskData data = run.Data;
        var metadata = new Dictionary<string, string>(run.Model.Metadata) { [FilesKey] = FileIdentity.ToJson(run.Configuration.DataFiles).ToJsonString() };
        TensorBoard? board = options.KeepsDetails
            ? new TensorBoard(folder.FolderPath) { TrainingFolder = "", UpdateFrequency = StepsBetweenEvents, HistogramFrequency = 1 }
            : null;
        var keeper = new RunKeeper(folder, run.Model, metadata, board, options.Listener);
        List<Callback> callbacks = [.. run.Callbacks];
        if (options.Verbose > 0)
            callbacks.Insert(0, new ProgressBar(options.Progress, options.Verbose)
            {
                Unit = data.Unit, UnitsPerStep = data.UnitsPerStep, Columns = options.Columns, IsTerminal = options.Verbose == 1,
            });
        if (data.HeldOut is not null && data.KeepsBest && options.KeepsDetails)
            callbacks.Add(new ModelCheckpoint(folder.Best) { SaveBestOnly = true, Metadata = metadata });
        if (board is not null)
            callbacks.Add(board);
        callbacks.Add(keeper);
        using var pause = new RunPause(options.Pause, cancellationToken);
        if (options.Pause is not null)
            callbacks.Add(pause);
        using var trainer = new Trainer(run.Model.Network, data.Training, run.FitOptions(options.Workers) with
        {
            Validation = data.HeldOut,
            ValidationBatchSize = data.HeldOutBatchSize,
            Callbacks = callbacks,
        });

        // A run that was killed before its first checkpoint begins again.
        if (resume && File.Exists(folder.Last))
            Checkpoint.Restore(folder.Last, trainer);
        options.Listener?.OnStart(new RunStart(folder.FolderPath, run, trainer.BatchesPerEpoch, trainer.Step));

        long start = Stopwatch.GetTimestamp();
        History history = trainer.Run(pause.Token);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bool stopped = trainer.IsCancelled;
        string? failure = FailedTraining.Reason(trainer);
        bool isPaused = stopped && pause.IsReached && failure is null;
        Evaluation? evaluation = null;
        Dictionary<string, double> metrics = [];
        try
        {
            metrics = !isPaused ? Metrics(history, data) : Metrics(RunPause.Measure(trainer, run, options.Workers, cancellationToken), history, data);
            evaluation = stopped || failure is not null ? null : Conclude(folder, run, history, cancellationToken);
            if (options.KeepsDetails && !stopped && failure is null)
                foreach ((string name, string document) in run.Run.Explain(cancellationToken))
                    RunFolder.Write(Path.Combine(folder.FolderPath, name), document);
        }
        catch (NotFiniteNumberException error)
        {
            failure = error.Message;
        }
        catch (OperationCanceledException)
        {
            // Resumed, the run measures again.
            (stopped, isPaused) = (true, false);
        }

        var result = new RunResult
        {
            Folder = folder.FolderPath, Configuration = run.Configuration, Data = data, Parameters = run.Model.Network.Parameters.Count,
            Epochs = history.Epochs.Count,
            Steps = trainer.Step, SkippedSteps = history.SkippedSteps, Seconds = seconds, UnitsPerSecond = keeper.UnitsPerSecond(data.UnitsPerStep),
            Metrics = metrics, Evaluation = evaluation, Stopped = stopped, IsPaused = isPaused, Failure = failure,
            Outcome = failure is null ? history.Outcome : history.Outcome == TrainingOutcome.Diverged ? TrainingOutcome.Diverged : TrainingOutcome.Failed,
        };
        RunRecord.Write(result, run.Model.Network);
        return result;
    }

    /// <summary>The metrics of the trained weights, with their tables in the run folder.</summary>
    static Evaluation? Conclude(RunFolder folder, PreparedRun run, History history, CancellationToken cancellationToken)
    {
        if (history.Epochs.Count > 0 && history.Epochs[^1].Values.TryGetValue("val_loss", out double loss))
            FiniteNumbers.OfLoss(loss);
        if (run.Run.Conclude(cancellationToken) is not { } evaluation)
            return null;
        foreach ((string name, Table table) in evaluation.Tables)
            RunFolder.Write(Path.Combine(folder.FolderPath, name), table.ToCsv());
        return evaluation;
    }

    static Dictionary<string, double> Metrics(History history, TaskData data) =>
        history.Epochs.Count == 0 ? [] : Metrics(history.Epochs[^1].Values, history, data);

    static Dictionary<string, double> Metrics(IReadOnlyDictionary<string, double> values, History history, TaskData data)
    {
        var metrics = values.Where(value => value.Key != "learning_rate").ToDictionary(value => MetricName.OfEpoch(value.Key), value => value.Value);
        foreach (MetricValue derived in data.Derive(metrics).Concat(data.Derive(history)).ToArray())
            metrics[derived.Key] = derived.Value;
        return metrics;
    }
}
