using Unroll.Data;
using Unroll.Metrics;
using Unroll.Tensors;

namespace Unroll.Training;

/// <summary>
/// The mean loss and the metrics of what has been seen of an epoch. The metrics are its own, made like the model's, so that training, validation and
/// evaluations
/// of one model do not get into each other's way.
/// </summary>
public sealed class RunningMetrics
{
    const string LossName = "loss";

    internal RunningMetrics(IReadOnlyList<Metric> metrics)
    {
        var names = new HashSet<string> { LossName };
        foreach (Metric metric in metrics)
            if (!names.Add(metric.Name))
                throw new ArgumentException($"Two metrics are called '{metric.Name}'; give one metric another {nameof(Metric.Name)}.", nameof(metrics));
        Metrics = [.. metrics.Select(metric => metric.Fresh())];
    }

    /// <summary>The mean of the batches' losses, each counted by its rows; NaN before the first.</summary>
    public double Loss => LossSum / Weight;

    /// <summary>The metrics.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    internal double LossSum { get; set; }

    internal double Weight { get; set; }

    internal void Reset()
    {
        (LossSum, Weight) = (0, 0);
        foreach (Metric metric in Metrics)
            metric.Reset();
    }

    internal void Update(Tensor predictions, Batch batch, double loss)
    {
        LossSum += loss * batch.Weight;
        Weight += batch.Weight;
        for (int i = 0; i < Metrics.Count; i++)
            Metrics[i].Update(predictions, batch.Targets);
    }

    /// <summary>Lets the model's metrics continue from what these have seen: a confusion matrix is read from them.</summary>
    internal void HandOver(IReadOnlyList<Metric> metrics)
    {
        for (int i = 0; i < metrics.Count; i++)
            metrics[i].Restore(Metrics[i].Weight, Metrics[i].State.ToArray());
    }

    internal void WriteTo(Dictionary<string, double> values, string prefix)
    {
        values[prefix + LossName] = Loss;
        foreach (Metric metric in Metrics)
            values[prefix + metric.Name] = metric.Result;
    }
}
