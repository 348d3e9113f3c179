using System.Diagnostics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Studies.Runs;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Studies.Tasks;

/// <summary>Training of any task: new runs and resumed ones.</summary>
public static class TaskTraining
{
    /// <summary>Steps from one figure of the running epoch in TensorBoard to the next.</summary>
    const int StepsBetweenEvents = 100;

    /// <summary>Trains a new model in a new run folder.</summary>
    /// <exception cref="InputException">The configuration, the data or the folder cannot be used.</exception>
    public static RunResult Train(RunConfiguration configuration, RunOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        configuration.Check();
        if (options.MaxSeconds is { } seconds && !(seconds > 0 && double.IsFinite(seconds)))
            throw new InputException($"--max-seconds {seconds}: a time limit is above 0");
        TaskData data = Load(configuration);
        configuration = configuration with { LearningRate = configuration.LearningRate ?? configuration.SuitableLearningRate };
        Callbacks(configuration, data, new CallbackPlace(""), TrainingChoices.Optimizer(configuration, Steps(configuration, data.Training)));
        RunFolder folder = RunFolder.Create(options.Folder);
        try
        {
            using RunLock runLock = RunLock.Acquire(options.Folder);
            return TrainIn(folder, configuration, data, options, cancellation);
        }
        finally
        {
            folder.DeleteIfEmpty();
        }
    }

    static RunResult TrainIn(RunFolder folder, RunConfiguration configuration, TaskData data, RunOptions options, CancellationToken cancellation)
    {
        try
        {
            if (options.MaxSeconds is { } limit)
                configuration = TimeLimit.Fix(configuration, data, limit, options.Workers, cancellation);
            RunFolder.Write(folder.Configuration, configuration.ToJson());
            return Run(configuration, data, folder, options, resume: false, cancellation);
        }
        catch (Exception error) when (error is not (IOException or UnauthorizedAccessException) && !File.Exists(folder.Last))
        {
            // A run that saved nothing must not block the folder, as when the model needs more memory than there is.
            folder.Clear();
            throw;
        }
    }

    /// <summary>Goes on with a run that was stopped; it ends in the same bits as one that never was.</summary>
    /// <exception cref="InputException">The folder holds no run, or none that can go on.</exception>
    public static RunResult Resume(RunOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        RunFolder folder = RunFolder.Open(options.Folder);
        RunConfiguration configuration = ConfigurationFile.Read(folder.Configuration);
        configuration.Check();
        using RunLock runLock = RunLock.Acquire(options.Folder);
        return Run(configuration, Load(configuration), folder, options, resume: true, cancellation);
    }

    /// <summary>Trains a model without a folder, to be used and thrown away.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="workers">Threads; 0 for one a processor.</param>
    /// <param name="cancellation">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="NotFiniteNumberException">The training failed: its loss, gradients or weights became NaN or infinite.</exception>
    public static TaskRun Fit(TaskData data, int workers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        DataSet training = data.Training;
        TaskRun run = data.CreateRun(Steps(data.Configuration, training), workers);
        using var trainer = new Trainer(run.Model, training, Options(data.Configuration, training, workers));
        History history = trainer.Run(cancellation);
        cancellation.ThrowIfCancellationRequested();
        return FailedTraining.Reason(history, trainer.Step) is { } failure ? throw new NotFiniteNumberException(failure) : run;
    }

    /// <summary>The model that a configuration makes of its data, without training it.</summary>
    /// <exception cref="InputException">The configuration or the data cannot be used.</exception>
    public static ModelSummary Describe(RunConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Check();
        using TaskRun run = configuration.Load().CreateRun(steps: 1, workers: 1);
        return run.Model.Summary();
    }

    /// <summary>Data that cannot be read are wrong input, unlike a run folder that cannot be written.</summary>
    static TaskData Load(RunConfiguration configuration)
    {
        try
        {
            return configuration.Load();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException(error.Message, error);
        }
    }

    static RunResult Run(RunConfiguration configuration, TaskData data, RunFolder folder, RunOptions options, bool resume, CancellationToken cancellation)
    {
        DataSet training = data.Training;
        long steps = Steps(configuration, training);
        using TaskRun run = data.CreateRun(steps, options.Workers);
        TensorBoard? board = options.KeepsDetails
            ? new TensorBoard(folder.FolderPath) { TrainingFolder = "", UpdateFrequency = StepsBetweenEvents, HistogramFrequency = 1 }
            : null;
        var keeper = new RunKeeper(folder, run, data.Metadata, board, options.Listener);
        List<Callback> callbacks = board is null ? [keeper] : [board, keeper];
        if (data.HeldOut is not null && data.KeepsBest && options.KeepsDetails)
            callbacks.Insert(0, new ModelCheckpoint(folder.Best) { SaveBestOnly = true, Metadata = data.Metadata });
        var place = new CallbackPlace(folder.FolderPath, options.Verbose > 0 ? options.Progress : null, data.Metadata);
        callbacks.InsertRange(0, Callbacks(configuration, data, place, run.Model.Optimizer!));
        if (options.Verbose > 0)
            callbacks.Insert(0, new ProgressBar(options.Progress, options.Verbose) { Unit = data.Unit, UnitsPerStep = data.UnitsPerStep, Columns = options.Columns });
        using var trainer = new Trainer(run.Model, training, Options(configuration, training, options.Workers) with
        {
            Validation = data.HeldOut,
            ValidationBatchSize = data.HeldOutBatchSize,
            Callbacks = callbacks,
        });

        // A run that was killed before its first checkpoint begins again.
        if (resume && File.Exists(folder.Last))
            Checkpoint.Restore(folder.Last, trainer);
        options.Listener?.OnStart(new RunStart(folder.FolderPath, configuration, data, run.Model.Parameters.Count, trainer.BatchesPerEpoch, steps, trainer.Step));

        long start = Stopwatch.GetTimestamp();
        History history = trainer.Run(cancellation);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bool stopped = trainer.IsCancelled;
        string? failure = FailedTraining.Reason(history, trainer.Step);
        Evaluation? evaluation = null;
        try
        {
            evaluation = stopped || failure is not null ? null : Conclude(folder, data, run, history, cancellation);
        }
        catch (NotFiniteNumberException error)
        {
            failure = error.Message;
        }
        catch (OperationCanceledException)
        {
            // Resumed, the run measures again.
            stopped = true;
        }

        return new RunResult(folder.FolderPath, configuration, run.Model.Parameters.Count, history.Epochs.Count, trainer.Step, history.SkippedSteps, seconds, Figures(history, data), evaluation,
            data.Unit, keeper.UnitsPerSecond(data.UnitsPerStep), data.IsSynthetic, stopped, failure);
    }

    /// <summary>The metrics of the trained weights, with their tables in the run folder.</summary>
    static Evaluation? Conclude(RunFolder folder, TaskData data, TaskRun run, History history, CancellationToken cancellation)
    {
        if (history.Epochs.Count > 0 && history.Epochs[^1].Values.TryGetValue("val_loss", out double loss))
            FiniteNumbers.OfLoss(loss);
        if (data.Conclude(run, cancellation) is not { } evaluation)
            return null;
        foreach ((string name, string table) in evaluation.Tables)
            RunFolder.Write(Path.Combine(folder.FolderPath, name), table);
        return evaluation;
    }

    static IReadOnlyList<Callback> Callbacks(RunConfiguration configuration, TaskData data, CallbackPlace place, Optimizer optimizer) =>
        TrainingChoices.Callbacks(configuration, place, optimizer, isValidated: data.HeldOut is not null);

    static long Steps(RunConfiguration configuration, DataSet training) => configuration.Steps ?? (long)training.BatchCount(configuration.Batch) * configuration.Epochs;

    static FitOptions Options(RunConfiguration configuration, DataSet training, int workers)
    {
        long steps = Steps(configuration, training), perEpoch = training.BatchCount(configuration.Batch);
        return new FitOptions
        {
            Epochs = (int)Math.Min(int.MaxValue, ((steps - 1) / perEpoch) + 1), Steps = steps, BatchSize = configuration.Batch, Workers = workers,
            OnNonFiniteLoss = configuration.OnNaN == "skip" ? NonFiniteLoss.Skip : NonFiniteLoss.Stop,
        };
    }

    static Dictionary<string, double> Figures(History history, TaskData data)
    {
        if (history.Epochs.Count == 0)
            return [];
        var figures = history.Epochs[^1].Values.Where(value => value.Key != "learning_rate").ToDictionary(value => FigureName.OfEpoch(value.Key), value => value.Value);
        foreach (Figure derived in data.Derive(figures).Concat(data.Course(history)).ToArray())
            figures[derived.Key] = derived.Value;
        return figures;
    }
}
