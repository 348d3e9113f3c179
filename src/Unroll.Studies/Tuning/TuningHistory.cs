namespace Unroll.Studies.Tuning;

/// <summary>What a tuning has decided and measured so far.</summary>
/// <param name="Trials">The trials, by number.</param>
/// <param name="Jobs">The jobs, by number.</param>
public sealed record TuningHistory(IReadOnlyList<TuningTrial> Trials, IReadOnlyList<TuningJob> Jobs)
{
    /// <summary>Nothing yet.</summary>
    public static TuningHistory Empty { get; } = new([], []);

    /// <summary>The jobs that are done.</summary>
    public IEnumerable<TuningJob> Done => Jobs.Where(job => job.Measurement is not null);

    /// <summary>This with one decision more.</summary>
    internal TuningHistory With(TuningJob job) => new(job.Trial.Number > Trials.Count ? [.. Trials, job.Trial] : Trials, [.. Jobs, job]);

    /// <summary>This with the measurement of a job.</summary>
    internal TuningHistory With(TuningJob job, TuningMeasurement measurement) =>
        this with { Jobs = [.. Jobs.Select(one => one.Number == job.Number ? one with { Measurement = measurement } : one)] };

    /// <summary>
    /// The last measurement of each trial, the best first: what was trained to its end before what was not, a higher rung before a lower one, then by value;
    /// what failed comes last.
    /// </summary>
    /// <param name="definition">Says which value is better.</param>
    public IReadOnlyList<TuningJob> Ranked(TuningDefinition definition) => Rank(definition, Done);

    /// <summary>The last measurements of the trials among some jobs, the best first.</summary>
    internal static IReadOnlyList<TuningJob> Rank(TuningDefinition definition, IEnumerable<TuningJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return [.. jobs.GroupBy(job => job.Trial.Number).Select(trial => trial.MaxBy(job => job.Rung)!)
            .OrderBy(job => job.Measurement!.Failure is not null)
            .ThenByDescending(job => job.Measurement!.IsLast)
            .ThenByDescending(job => job.Rung)
            .ThenBy(job => definition.Loss(job.Measurement!.Value ?? 0))
            .ThenBy(job => job.Trial.Number)];
    }
}
