using System.Collections.Concurrent;
using System.Diagnostics;

namespace Unroll.Studies.Tuning;

/// <summary>How far a tuning is, and how long it will take at most. Any thread may ask and report.</summary>
public sealed class TuningProgress
{
    readonly ConcurrentDictionary<int, Position> _running = new();
    readonly long _begin = Stopwatch.GetTimestamp();
    TuningHistory _history;
    long _steps;

    internal TuningProgress(TuningDefinition definition, TuningHistory history, TimeSpan? budget)
    {
        (Definition, _history, Budget) = (definition, history, budget);
        Resumed = history.Jobs.Count(job => job.Measurement is not null);
    }

    /// <summary>The tuning.</summary>
    public TuningDefinition Definition { get; }

    /// <summary>The time after which it ends; null for none.</summary>
    public TimeSpan? Budget { get; }

    /// <summary>Measurements that were there when it was resumed.</summary>
    public int Resumed { get; }

    /// <summary>What was decided and measured.</summary>
    public TuningHistory History => Volatile.Read(ref _history);

    /// <summary>The time since it was begun or resumed.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_begin);

    /// <summary>The jobs that are running, with the steps of their trainings so far and where they end.</summary>
    public IEnumerable<(TuningJob Job, long Step, long Steps)> Running =>
        History.Jobs.Where(job => job.Measurement is null && _running.ContainsKey(job.Number)).Select(job =>
            _running.TryGetValue(job.Number, out Position position) ? (job, position.Step, position.Steps) : (job, 0, 0));

    /// <summary>The time that is left: of the budget, or of the trials, whichever ends first; null while it cannot be told.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            TimeSpan? ofBudget = Budget - Elapsed, ofTrials = Work() is var (left, done) && done > 0 ? Elapsed * (left / done) : null;
            return ofBudget is null || ofTrials < ofBudget ? ofTrials : ofBudget < TimeSpan.Zero ? TimeSpan.Zero : ofBudget;
        }
    }

    /// <summary>The part that is done, 0 to 1, of the time from here to the end that is expected; 0 while it cannot be told.</summary>
    public double Share => Remaining is { } left && Elapsed + left is { Ticks: > 0 } all ? Elapsed / all : 0;

    internal void Set(TuningHistory history) => Volatile.Write(ref _history, history);

    internal void Begin(TuningJob job) => _running[job.Number] = default;

    internal void Report(TuningJob job, long step, long steps)
    {
        if (_running.TryGetValue(job.Number, out Position before) && before.Steps == steps && step > before.Step)
            Interlocked.Add(ref _steps, step - before.Step);
        _running[job.Number] = new Position(step, steps);
    }

    internal void End(TuningJob job) => _running.TryRemove(job.Number, out _);

    /// <summary>Steps that are left, if trials are stopped as the rule has it, and steps that were made now; null without a number of trials.</summary>
    (double Left, double Done)? Work()
    {
        TuningHistory history = History;
        double whole = history.Done.Select(job => job.Measurement!.OfSteps).Concat(Running.Select(one => one.Steps)).DefaultIfEmpty().Max();
        if (Definition.Trials is not { } trials || whole == 0)
            return null;
        double all = 0, below = 0, promoted = Math.Max(trials, history.Trials.Count);
        for (int rung = 0; below < whole && promoted >= 1; rung++)
        {
            double end = Math.Min(whole, Definition.Rung(rung) is { Steps: { } steps } ? steps : whole);
            all += Math.Floor(promoted) * (end - below);
            below = end;
            promoted = Definition.Stopping == Stopping.Asha ? promoted / Definition.Reduction : promoted;
        }

        double done = history.Done.GroupBy(job => job.Trial.Number).Sum(trial => trial.Max(job => (double)job.Measurement!.Steps));
        return (Math.Max(0, (all - done) * Definition.Repeats), Volatile.Read(ref _steps));
    }

    readonly record struct Position(long Step, long Steps);
}
