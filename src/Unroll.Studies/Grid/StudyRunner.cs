using Unroll.Studies.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Tables;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Grid;

/// <summary>
/// Runs the trainings of a study that are not done yet. Without times several run at once, each with its part of the workers: the bits do not depend on it. A
/// study that reports times runs one at a time with all workers.
/// </summary>
/// <param name="study">The study.</param>
/// <param name="options">Where, with what.</param>
public sealed class StudyRunner(Study study, StudyOptions options)
{
    readonly IReadOnlyList<StudyCell> _cells = study.Cells;
    readonly EncoderFolders _encoders = new(study, options.Folder);
    readonly Lock _telling = new();
    (StudyTrial Trial, Exception Error)? _failure;

    /// <summary>What running the study would do in a folder, checked as a run checks it, with nothing written.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Its folder; empty for a new one.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The folder, the settings, the data or the figures cannot be used.</exception>
    public static StudyPlan Check(Study study, string folder, int workers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(study);
        if (folder.Length == 0)
            return StudyPlan.Create(study, folder, workers, cancellationToken);
        StudyFolder.RequireFor(folder, study);
        RequireSame(study, folder);
        return StudyPlan.Create(study, folder, workers, cancellationToken);
    }

    /// <summary>Runs the study to its end, or until it is stopped; its summaries and results are written at its end.</summary>
    /// <exception cref="InputException">The folder, the settings, the data or the figures cannot be used; nothing was written.</exception>
    /// <exception cref="StudyInterruptedException">The folder cannot be read or written any more; the study can be resumed when that is fixed.</exception>
    public StudyResult Run(CancellationToken cancellationToken)
    {
        StudyPlan plan = Check(study, options.Folder, options.Workers, cancellationToken);
        StudyFolder.Create(options.Folder);
        var progress = new StudyProgress(_cells, plan.Parallel);
        try
        {
            using RunLock runLock = RunLock.Acquire(options.Folder);
            RunFolder.Write(StudyFolder.Study(options.Folder), StudyReader.SavedJson(study));
            if (plan.Cells.FirstOrDefault(cell => cell.Series is not null) is { Series: { } series })
                RunFolder.Write(StudyFolder.Data(options.Folder), series.ToCsv());
            if (!new EncoderMaker(study, options).Make(plan.Encoders, cancellationToken))
                return new StudyResult(study, options.Folder, Results(progress), isStopped: true);
            RequireSame(study, options.Folder);
            return Run(plan, progress, cancellationToken);
        }
        catch (Exception error) when (error is (IOException or UnauthorizedAccessException) and not StudyInterruptedException)
        {
            throw new StudyInterruptedException(options.Folder, progress, StudyFolder.WhatHappened(options.Folder, null, error), error);
        }
    }

    StudyResult Run(StudyPlan plan, StudyProgress progress, CancellationToken cancellationToken)
    {
        options.Listener?.OnStart(progress);
        Queue<StudyTrial> open = TakeOver(progress);
        Dictionary<StudyCell, IReadOnlyList<FileIdentity>> files = plan.Cells.ToDictionary(cell => cell.Cell, cell => cell.Files);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Thread[] threads =
        [
            .. Enumerable.Range(0, plan.Parallel).Select(_ => new Thread(() => Work(open, files, plan.WorkersEach, progress, stop)) { IsBackground = true }),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();

        if (_failure is var (trial, error))
            throw new StudyInterruptedException(options.Folder, progress, StudyFolder.WhatHappened(options.Folder, trial, error), error);
        var result = new StudyResult(study, options.Folder, Results(progress), progress.Done < progress.Count);
        if (result.IsStopped)
            return result;
        StudyFolder.Check(options.Folder);
        StudyFiles.Write(result);
        return result;
    }

    CellResult[] Results(StudyProgress progress) => [.. _cells.Select(cell => new CellResult(cell, [.. cell.Trials.Select(progress.Result)]))];

    /// <summary>What was begun goes into one table with what is left: both must be made alike.</summary>
    static void RequireSame(Study study, string folder)
    {
        var files = new Dictionary<string, IReadOnlyList<FileIdentity>>();
        var encoders = new EncoderFolders(study, folder);
        foreach (StudyTrial trial in study.Cells.SelectMany(cell => cell.Trials).Where(trial => StudyFolder.IsBegun(folder, trial)))
        {
            string names = string.Join('\n', trial.Configuration.DataNames);
            if (!files.TryGetValue(names, out IReadOnlyList<FileIdentity>? identities))
                files[names] = identities = trial.Configuration.IdentifyData();
            StudyFolder.RequireSame(folder, trial, encoders.Find(trial.Configuration), identities);
        }
    }

    /// <summary>Finds what is done; what is left comes seed by seed, so that cells can be compared early.</summary>
    Queue<StudyTrial> TakeOver(StudyProgress progress)
    {
        var open = new Queue<StudyTrial>();
        for (int repeat = 0; repeat < study.Repeats; repeat++)
        {
            foreach (StudyCell cell in _cells)
            {
                StudyTrial trial = cell.Trials[repeat];
                if (StudyFolder.Finished(options.Folder, trial) is { } result)
                {
                    progress.End(trial, result);
                    options.Listener?.OnTrialEnd(trial, result, isNew: false);
                }
                else
                {
                    open.Enqueue(trial);
                }
            }
        }

        return open;
    }

    void Work(Queue<StudyTrial> open, Dictionary<StudyCell, IReadOnlyList<FileIdentity>> files, int workers, StudyProgress progress,
        CancellationTokenSource stop)
    {
        while (!stop.IsCancellationRequested && Next(open) is { } trial)
        {
            progress.Begin(trial);
            TrialResult? result = Train(trial, files[trial.Cell], workers, progress, stop);

            // Counted and told in one step: of two that end at once, each has a number of its own.
            lock (_telling)
            {
                progress.End(trial, result);
                if (result is not null)
                    options.Listener?.OnTrialEnd(trial, result, isNew: true);
            }
        }
    }

    static StudyTrial? Next(Queue<StudyTrial> open)
    {
        lock (open)
            return open.TryDequeue(out StudyTrial? trial) ? trial : null;
    }

    /// <summary>
    /// One training; what goes wrong in it is its result, and the others continue. Null where it was stopped, or where its folder or its data are no longer
    /// what they were before the first training: that is no result of the training, and stops the study.
    /// </summary>
    TrialResult? Train(StudyTrial trial, IReadOnlyList<FileIdentity> files, int workers, StudyProgress progress, CancellationTokenSource stop)
    {
        string folder = Path.Combine(options.Folder, trial.Folder);
        var run = new RunOptions
        {
            Folder = folder, Workers = workers, KeepsDetails = false, Listener = new TrialListener(trial, progress),
            WhenDataChanged = "begin the study again in another folder",
        };
        try
        {
            StudyFolder.Check(options.Folder);

            // The time of a whole training that is put together from two runs would not be one; that of an epoch is a median.
            bool resume = !study.Metrics.Contains(TrialResult.SecondsName) && StudyFolder.IsBegun(options.Folder, trial);
            if (!resume && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            RunResult result = resume
                ? RunTraining.Resume(ConfigurationFile.Read(new RunFolder(folder).Configuration), run, stop.Token)
                : RunTraining.Train(_encoders.Place(trial.Configuration) with { DataFiles = files }, run, stop.Token);
            if (result.Stopped)
                return null;
            var trained = TrialResult.From(result);
            TrialFile.From(trained).Write(folder);
            if (!study.KeepsCheckpoints)
                StudyFolder.DeleteCheckpoints(folder);
            return trained;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InputException)
        {
            lock (_telling)
                _failure ??= (trial, error);
            stop.Cancel();
            return null;
        }
        catch (Exception error)
        {
            string kind = error is InvalidDataException or NotFiniteNumberException ? "" : $"{error.GetType().Name}: ";
            return TrialResult.Failed(kind + error.Message.ReplaceLineEndings(" "));
        }
    }

    sealed class TrialListener(StudyTrial trial, StudyProgress progress) : IRunListener
    {
        public void OnStart(RunStart start) => progress.Report(trial, start.ResumedAtStep, start.Run.Steps);

        public void OnProgress(long step, long steps) => progress.Report(trial, step, steps);

        public void OnSample(int epoch, string sample)
        {
        }
    }
}
