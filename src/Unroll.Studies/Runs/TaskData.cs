using Unroll.Data;
using Unroll.Studies.Tables;
using Unroll.Training;

namespace Unroll.Studies.Runs;

/// <summary>The data of a run, read and split into the part that is learned and the part that is held out.</summary>
/// <param name="configuration">What the run is made from.</param>
public abstract class TaskData(RunConfiguration configuration)
{
    /// <summary>What is learned.</summary>
    public abstract DataSet Training { get; }

    /// <summary>What each epoch is measured on; null when nothing is held out.</summary>
    public virtual DataSet? HeldOut => null;

    /// <summary>Rows of a batch of the held-out part.</summary>
    public virtual int HeldOutBatchSize => configuration.Batch;

    /// <summary>
    /// Whether the weights with the smallest held-out loss are kept as the best. Not where the held-out part is the test that a study reports: metrics of
    /// weights
    /// chosen by the test would flatter.
    /// </summary>
    public virtual bool KeepsBest => false;

    /// <summary>The data in one line.</summary>
    public abstract string Description { get; }

    /// <summary>What a reader should know of the data, a line each.</summary>
    public virtual IReadOnlyList<string> Remarks => [];

    /// <summary>Whether the program drew the data: every table says so.</summary>
    public virtual bool IsSynthetic => false;

    /// <summary>What the speed is counted in: "characters".</summary>
    public abstract string Unit { get; }

    /// <summary>Units that an update learns from.</summary>
    public virtual int UnitsPerStep => configuration.Batch;

    /// <summary>The data over time, for charts: a column of times, and one of numbers for each series; null where the data are no series.</summary>
    internal virtual Table? Series => null;

    /// <summary>How much a class counts in the training loss, by its number; null for all alike.</summary>
    public virtual IReadOnlyDictionary<int, float>? ClassWeights => null;

    /// <summary>Metrics that follow from those of an epoch.</summary>
    /// <param name="metrics">Under their stable names: trainingLoss, validationAccuracy …</param>
    public virtual IEnumerable<MetricValue> Derive(IReadOnlyDictionary<string, double> metrics) => [];

    /// <summary>Metrics that follow from all epochs.</summary>
    public virtual IEnumerable<MetricValue> Derive(History history) => [];

    /// <summary>What a reader should know of the metrics of a training, a line each.</summary>
    /// <param name="metrics">Under their stable names.</param>
    public virtual IEnumerable<string> RemarksOn(IReadOnlyDictionary<string, double> metrics) => [];
}
