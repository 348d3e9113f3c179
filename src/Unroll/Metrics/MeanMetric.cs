namespace Unroll.Metrics;

/// <summary>A weighted mean over rows: derive from it and say what a row's value is.</summary>
/// <param name="name">The name in logs and files, in Keras' spelling.</param>
/// <param name="direction">Which of two results is better.</param>
public abstract class MeanMetric(string name, MetricDirection direction) : Metric(name, direction)
{
    /// <summary>Σ weight · value / Σ weight.</summary>
    protected double Mean => State[0] / Weight;

    /// <summary>The value of a row.</summary>
    protected abstract double Value(in MetricRow row);

    /// <inheritdoc/>
    protected sealed override int StateLength(int outputs) => 1;

    /// <inheritdoc/>
    protected sealed override void Add(in MetricRow row) => State[0] += row.Weight * Value(row);

    /// <inheritdoc/>
    protected override double Compute() => Mean;
}
