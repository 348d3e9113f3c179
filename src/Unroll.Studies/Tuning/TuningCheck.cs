using Unroll.Naming;
using Unroll.Studies.Data;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tuning;

/// <summary>Whether a tuning can be run at all, found out before its first training and before anything is written.</summary>
/// <param name="Files">The files of its data.</param>
/// <param name="Remarks">What a reader should know of the data, a line each.</param>
sealed record TuningCheck(IReadOnlyList<FileIdentity> Files, IReadOnlyList<string> Remarks)
{
    /// <summary>Points that are tried: a single one may be a combination that is not possible.</summary>
    const int Attempts = 5;

    const string IsTest = "the trials are measured on the test of this task: report what was tuned on it as such, or hold out other data (docs/tuning.md)";

    /// <summary>Prepares a training, as the first trial will be.</summary>
    /// <exception cref="InputException">Settings, data or the metric cannot be used.</exception>
    public static TuningCheck Create(TuningDefinition definition, int workers, CancellationToken cancellationToken)
    {
        InputException? first = null;
        var proposer = new TrialProposer(definition.Space, new RandomSampler(), definition.Startup, definition.Seed);
        for (int number = 1; number <= Attempts; number++)
        {
            double[] point = proposer.Propose(number, [], [])!.Value.Point;
            var settings = definition.Space.Ranges.Zip(point).ToDictionary(one => one.First.Setting, one => one.First.ToJson(one.Second));
            try
            {
                using PreparedRun run = definition.Configuration(settings, definition.Seed).Prepare(new RunOptions { Workers = workers }, cancellationToken);
                RequireMetric(definition, run);
                string[] test = run.Data.HeldOut is null || run.Data.KeepsBest ? [] : [IsTest];
                return new TuningCheck(run.Configuration.DataFiles, [.. run.Data.Remarks, .. test]);
            }
            catch (Exception error) when (error is InputException or InvalidDataException)
            {
                first ??= new InputException($"{definition.File}: {error.Message}", error);
            }
        }

        throw first!;
    }

    /// <summary>A metric that only the end of a training has cannot stop one early.</summary>
    static void RequireMetric(TuningDefinition definition, PreparedRun run)
    {
        TrainingOutline outline = run.Run.Outline;
        string[] rungs = [.. outline.EpochMetrics, .. run.Data.Derive(outline.EpochMetrics.ToDictionary(name => name, _ => 0.0)).Select(metric => metric.Key)];
        string[] known = [.. rungs.Union(outline.FinalMetrics).Order(StringComparer.Ordinal)];
        if (!known.Contains(definition.Metric))
            throw new InputException(NearestName.Clause($"$.metric: a training has no metric '{definition.Metric}'", definition.Metric, known));
        if (definition.Stopping != Stopping.None && !rungs.Contains(definition.Metric))
            throw new InputException($"$.metric: '{definition.Metric}' is measured at the end of a training only, where nothing is left to stop; "
                + "leave out \"minimumSteps\", or name another metric");
    }
}
