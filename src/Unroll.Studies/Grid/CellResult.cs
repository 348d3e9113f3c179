using Unroll.Studies.Runs;
using Unroll.Studies.Statistics;

namespace Unroll.Studies.Grid;

/// <summary>The results of the trainings of a cell.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Results">The result of each training, in the order of <see cref="StudyCell.Trials"/>; null of one that is not done.</param>
public sealed record CellResult(StudyCell Cell, IReadOnlyList<TrialResult?> Results)
{
    /// <summary>Trainings that failed.</summary>
    public int Failures => Results.Count(result => result?.Failure is not null);

    /// <summary>Trainings that are done, failed ones included.</summary>
    public int Done => Results.Count(result => result is not null);

    /// <summary>A metric over the trainings that have it; null where none has.</summary>
    public Trials? Trials(string metric)
    {
        double[] values = [.. Values(metric).OfType<double>()];
        return values.Length == 0 ? null : Statistics.Trials.Of(values, MetricName.IsShare(metric));
    }

    /// <summary>A metric of each training, in the order of their seeds; null of one that does not have it.</summary>
    internal IReadOnlyList<double?> Values(string metric) => [.. Results.Select(result => result?.Metric(metric))];
}
