using Unroll.Studies.Settings;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Runs;

/// <summary>How much the metrics of a configuration depend on chance: separate trainings that differ in their seed alone.</summary>
public static class RepeatedTraining
{
    /// <summary>Trains a configuration several times and measures each.</summary>
    /// <param name="configuration">What is trained; its seed is the first one, the others follow it.</param>
    /// <param name="count">How many trainings.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="onTrial">Receives the number of a training before it begins; null for none.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// Each metric with its mean, its deviations and the 95 % interval of the mean, over the trainings that have a number for it; null where none has.
    /// </returns>
    /// <exception cref="InputException">The configuration or the data cannot be used.</exception>
    public static IReadOnlyList<(MetricValue Metric, Trials? Trials)> Run(RunConfiguration configuration, int count, int workers, Action<int>? onTrial,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (count < 1)
            throw new SettingException("trials", count, "at least 1");
        var evaluations = new List<IReadOnlyList<MetricValue>>();
        for (int trial = 0; trial < count; trial++)
        {
            onTrial?.Invoke(trial + 1);
            using PreparedRun run = (configuration with { Seed = configuration.Seed + trial }).Prepare(new RunOptions { Workers = workers }, cancellationToken);
            evaluations.Add(RunTraining.Fit(run, workers, cancellationToken).Measure(cancellationToken).Metrics);
        }

        return [.. evaluations[0].Select((metric, place) => (metric, Sum(metric.Name, evaluations.Select(evaluation => evaluation[place].Value))))];
    }

    static Trials? Sum(string metric, IEnumerable<double> values)
    {
        double[] numbers = [.. values.Where(double.IsFinite)];
        return numbers.Length == 0 ? null : Trials.Of(numbers, MetricName.IsShare(metric));
    }
}
