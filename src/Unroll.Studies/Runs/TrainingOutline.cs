using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>The names of what a training will have measured at its end, known before it begins.</summary>
/// <param name="EpochMetrics">Metrics of each epoch under their stable names: trainingLoss, validationAccuracy.</param>
/// <param name="FinalMetrics">Metrics that only the end has: rmse.AAPL, stepsToLearn.</param>
/// <param name="Tables">Tables in the run folder: predictions.csv.</param>
public sealed record TrainingOutline(IReadOnlyList<string> EpochMetrics, IReadOnlyList<string> FinalMetrics, IReadOnlyList<string> Tables)
{
    /// <summary>The outline of a run.</summary>
    internal static TrainingOutline From(RunConfiguration configuration, TaskData data, EvaluationOutline evaluation)
    {
        IEnumerable<string> names = configuration.Metrics.Concat(data.HeldOut is null ? [] : configuration.Metrics.Select(name => "val_" + name));
        string[] epochs = [.. names.Select(MetricName.OfEpoch)];
        IEnumerable<MetricValue> derived = data.Derive(epochs.ToDictionary(name => name, _ => 0.0)).Concat(data.Derive(new History()));
        return new TrainingOutline(epochs, [.. derived.Select(metric => metric.Key).Concat(evaluation.Metrics).Distinct()], evaluation.Tables);
    }
}

/// <summary>The names of what the measurement at the end of a training gives.</summary>
/// <param name="Metrics">Metrics: rmse.AAPL.</param>
/// <param name="Tables">Tables: predictions.csv.</param>
public sealed record EvaluationOutline(IReadOnlyList<string> Metrics, IReadOnlyList<string> Tables);
