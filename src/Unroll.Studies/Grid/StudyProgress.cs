using System.Collections.Concurrent;
using System.Diagnostics;

namespace Unroll.Studies.Grid;

/// <summary>How far a study is, and how long it will take: from the time and the progress of the trainings so far. Any thread may ask and report.</summary>
public sealed class StudyProgress
{
    /// <summary>The part of a training from which its speed can be told.</summary>
    const double Telling = 0.01;

    readonly ConcurrentDictionary<StudyTrial, TrialState> _states;
    readonly int _parallel;

    internal StudyProgress(IReadOnlyList<StudyCell> cells, int parallel)
    {
        (Cells, _parallel) = (cells, parallel);
        _states = new(cells.SelectMany(cell => cell.Trials).Select(trial => KeyValuePair.Create(trial, new TrialState())));
    }

    /// <summary>The cells.</summary>
    public IReadOnlyList<StudyCell> Cells { get; }

    /// <summary>Trainings in all.</summary>
    public int Count => _states.Count;

    /// <summary>Trainings that are done.</summary>
    public int Done => _states.Values.Count(state => state.Result is not null);

    /// <summary>The share of the work that is done, 0 to 1.</summary>
    public double Share => _states.Sum(one => one.Key.Work * one.Value.Share) / _states.Keys.Sum(trial => trial.Work);

    /// <summary>The time that is left; null while it cannot be told.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            KeyValuePair<StudyTrial, TrialState>[] states = [.. _states];
            if (Rate(states) is not { } overall)
                return null;
            ILookup<StudyCell, KeyValuePair<StudyTrial, TrialState>> cells = states.ToLookup(one => one.Key.Cell);
            double seconds = cells.Sum(cell => cell.Sum(one => one.Key.Work * (1 - one.Value.Share)) * (Rate(cell) ?? overall));
            return TimeSpan.FromSeconds(seconds / Math.Max(1, Math.Min(_parallel, states.Count(one => one.Value.Result is null))));
        }
    }

    /// <summary>The result of a training; null while it is not done.</summary>
    public TrialResult? Result(StudyTrial trial) => _states[trial].Result;

    /// <summary>How far a running training is, 0 to 1; null where it is not running.</summary>
    public double? Running(StudyTrial trial) => _states[trial] is { IsRunning: true } state ? state.Share : null;

    internal void Begin(StudyTrial trial) => _states[trial].Begin();

    internal void Report(StudyTrial trial, long step, long steps) => _states[trial].Report(step / (double)steps);

    internal void End(StudyTrial trial, TrialResult? result) => _states[trial].End(result);

    /// <summary>Seconds for a unit of work; null where too little is done.</summary>
    static double? Rate(IEnumerable<KeyValuePair<StudyTrial, TrialState>> states)
    {
        double work = 0, seconds = 0;
        foreach ((StudyTrial trial, TrialState state) in states)
        {
            if (state.Worked < Telling)
                continue;
            work += trial.Work * state.Worked;
            seconds += state.Seconds;
        }

        return work > 0 ? seconds / work : null;
    }

    sealed class TrialState
    {
        long _begin;
        long _end;
        double _first = double.NaN;
        double _share;

        public TrialResult? Result { get; private set; }

        public bool IsRunning => _begin != 0 && _end == 0;

        public double Share => Result is not null ? 1 : Volatile.Read(ref _share);

        /// <summary>What was done now, and not before the study was stopped.</summary>
        public double Worked => _begin == 0 || double.IsNaN(_first) ? 0 : Share - _first;

        public double Seconds => _begin == 0 ? 0 : Stopwatch.GetElapsedTime(_begin, _end == 0 ? Stopwatch.GetTimestamp() : _end).TotalSeconds;

        public void Begin() => _begin = Stopwatch.GetTimestamp();

        public void Report(double share)
        {
            if (double.IsNaN(_first))
                _first = share;
            Volatile.Write(ref _share, share);
        }

        public void End(TrialResult? result)
        {
            _end = Stopwatch.GetTimestamp();
            Result = result;
        }
    }
}
