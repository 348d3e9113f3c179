using System.Runtime.ExceptionServices;
using Unroll.Studies.Data;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tuning;

/// <summary>
/// Runs a tuning, or goes on with one. Every decision is written down before its training begins, and a trial that was stopped goes on where it was, so that a
/// tuning which is stopped and resumed tries the same and measures the same, to the bit, as one that never was.
/// </summary>
/// <param name="definition">The tuning.</param>
/// <param name="options">Where, with what, how long.</param>
public sealed class TuningRunner(TuningDefinition definition, TuningOptions options)
{
    readonly object _gate = new();
    readonly TuningDecision _decision = new(definition);
    TuningHistory _history = TuningHistory.Empty;
    Exception? _failure;

    /// <summary>Runs it until all is done, its time is over, or it is stopped.</summary>
    /// <exception cref="InputException">The folder, the settings, the data or the metric cannot be used; nothing was written.</exception>
    /// <exception cref="TuningInterruptedException">The folder cannot be read or written any more; the tuning can be resumed when that is fixed.</exception>
    public TuningResult Run(CancellationToken cancellationToken)
    {
        if (definition.Trials is null && options.Budget is null && definition.Space.Count is null)
            throw new InputException($"{definition.File}: it says nowhere when the tuning ends; pass --budget 30m or --trials 40");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Budget is { } budget)
            stop.CancelAfter(budget);
        TuningFolder.RequireFor(options.Folder, definition);
        TuningCheck check = TuningCheck.Create(definition, options.Workers, cancellationToken);
        if (TrialsFile.Read(options.Folder) is { } saved)
        {
            if (FileChange.Describe(saved.DataFiles, check.Files) is { } change)
                throw new InputException($"{options.Folder}: {change}; bring it back, or choose another --out");
            _history = saved.ToHistory(definition, options.Folder);
        }

        TuningFolder.Create(options.Folder);
        try
        {
            using RunLock runLock = RunLock.Acquire(options.Folder);
            RunFolder.Write(TuningFolder.Definition(options.Folder), TuningReader.SavedJson(definition));
            TuningEnd end = Run(check.Files, stop, cancellationToken);
            return new TuningResult(definition, options.Folder, _history, end) { Remarks = check.Remarks };
        }
        catch (Exception error) when (error is (IOException or UnauthorizedAccessException) and not TuningInterruptedException)
        {
            throw new TuningInterruptedException(options.Folder, _history.Done.Count(), error);
        }
    }

    TuningEnd Run(IReadOnlyList<FileIdentity> files, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var progress = new TuningProgress(definition, _history, options.Budget);
        options.Listener?.OnStart(progress);
        int workers = Math.Max(1, (options.Workers == 0 ? Environment.ProcessorCount : options.Workers) / definition.Parallel);
        var training = new TrialTraining(definition, options.Folder, files, workers, progress);
        var threads = new List<Thread>();
        using (stop.Token.Register(Wake))
        {
            // What was decided and not done goes first; then one decision after another.
            foreach (TuningJob job in _history.Jobs.Where(job => job.Measurement is null).ToArray())
                Start(job);
            while (Decide(stop.Token) is { } job)
            {
                lock (_gate)
                    Set(_history.With(job), files, progress);
                Start(job);
            }
        }

        foreach (Thread thread in threads)
            thread.Join();
        if (_failure is { } failure)
        {
            if (failure is IOException or UnauthorizedAccessException or InputException)
                throw new TuningInterruptedException(options.Folder, _history.Done.Count(), failure);
            ExceptionDispatchInfo.Throw(failure);
        }

        return cancellationToken.IsCancellationRequested ? TuningEnd.Stopped : stop.IsCancellationRequested ? TuningEnd.Budget : TuningEnd.Done;

        void Start(TuningJob job)
        {
            var thread = new Thread(() => Work(job, training, files, progress, stop)) { IsBackground = true };
            threads.RemoveAll(one => !one.IsAlive);
            threads.Add(thread);
            thread.Start();
        }
    }

    /// <summary>
    /// The next job. Where several run side by side, a decision waits for all but the last ones before it, whichever of these is done earlier; where there is
    /// nothing to do, it waits for one of them after another. Null at the end, and where the tuning is stopped.
    /// </summary>
    TuningJob? Decide(CancellationToken stop)
    {
        for (int open = definition.Parallel - 1; open >= 0; open--)
        {
            lock (_gate)
            {
                int known = Math.Max(0, _history.Jobs.Count - open);
                while (!stop.IsCancellationRequested && _history.Jobs.Take(known).Any(job => job.Measurement is null))
                    Monitor.Wait(_gate);
                if (stop.IsCancellationRequested)
                    return null;
                if (_decision.Next(_history, known) is { } job)
                    return job;
            }
        }

        return null;
    }

    void Work(TuningJob job, TrialTraining training, IReadOnlyList<FileIdentity> files, TuningProgress progress, CancellationTokenSource stop)
    {
        progress.Begin(job);
        try
        {
            TuningMeasurement? measured = training.Run(job, stop.Token);
            progress.End(job);
            if (measured is null)
                return;
            lock (_gate)
            {
                Set(_history.With(job, measured), files, progress);
                WriteBest();
                options.Listener?.OnMeasured(_history.Jobs[job.Number - 1]);
                Monitor.PulseAll(_gate);
            }
        }
        catch (OperationCanceledException)
        {
            progress.End(job);
        }
        catch (Exception error)
        {
            // An exception that leaves its thread would end the process.
            lock (_gate)
                _failure ??= error;
            stop.Cancel();
        }
    }

    void Set(TuningHistory history, IReadOnlyList<FileIdentity> files, TuningProgress progress)
    {
        if (!TuningFolder.IsIn(options.Folder))
            throw new DirectoryNotFoundException($"{TuningFolder.Definition(options.Folder)} was removed");
        _history = history;
        progress.Set(history);
        TrialsFile.Write(options.Folder, history, files);
    }

    /// <summary>The configuration of the best trial so far, for 'train --config'.</summary>
    void WriteBest()
    {
        if (_history.Ranked(definition).FirstOrDefault(job => job.Measurement!.Value is not null) is { } best)
            RunFolder.Write(TuningFolder.Best(options.Folder),
                File.ReadAllText(new RunFolder(Path.Combine(options.Folder, best.Trial.Folder(definition.Seed))).Configuration));
    }

    void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
