using System.Text.Json;

namespace Unroll.Studies.Tuning;

/// <summary>
/// Decides what a tuning does next. A decision depends on the seed, on the decisions before it and on what the jobs that it waits for came to, in the order of
/// their numbers; not on clocks, and not on which of several jobs that run side by side ends first.
/// </summary>
sealed class TuningDecision(TuningDefinition definition)
{
    readonly TrialProposer _proposer = new(
        definition.Space, definition.IsRandom ? new RandomSampler() : new TreeParzenSampler(), definition.Startup, definition.Seed);

    readonly IPromotionRule _rule = definition.Stopping switch
    {
        Stopping.Asha => new SuccessiveHalving(definition.Reduction),
        Stopping.Median => new MedianRule(),
        _ => new NoPromotion(),
    };

    /// <summary>The next job; null where there is none, as far as is known from the jobs that count.</summary>
    /// <param name="history">What was decided.</param>
    /// <param name="known">How many jobs count as known: the first ones, all of them done.</param>
    public TuningJob? Next(TuningHistory history, int known)
    {
        TuningJob[] jobs = [.. history.Jobs.Take(known)];
        HashSet<(int Trial, int Rung)> begun = [.. history.Jobs.Select(job => (job.Trial.Number, job.Rung))];
        int number = history.Jobs.Count + 1;
        if (_rule.Next([.. jobs.Select(Outcome)], begun) is var (trial, rung))
            return new TuningJob(number, history.Trials[trial - 1], rung);
        if (history.Trials.Count >= definition.Trials)
            return null;
        IReadOnlyList<double>[] ranked = [.. TuningHistory.Rank(definition, jobs).Select(job => job.Trial.Point)];
        return _proposer.Propose(history.Trials.Count + 1, ranked, history.Trials.Select(trial => trial.Point)) is var (point, isRandom)
            ? new TuningJob(number, Trial(history.Trials.Count + 1, point, isRandom), Rung: 0)
            : null;
    }

    TuningTrial Trial(int number, double[] point, bool isRandom)
    {
        var settings = new Dictionary<string, JsonElement>();
        for (int place = 0; place < point.Length; place++)
            settings[definition.Space.Ranges[place].Setting] = definition.Space.Ranges[place].ToJson(point[place]);
        return new TuningTrial(number, settings, point, isRandom);
    }

    TrialOutcome Outcome(TuningJob job)
    {
        TuningMeasurement measured = job.Measurement!;
        return new TrialOutcome(job.Trial.Number, job.Rung, measured.Value is { } value ? definition.Loss(value) : double.PositiveInfinity, measured.IsLast);
    }
}
