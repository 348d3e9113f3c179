namespace Unroll.Metrics;

/// <summary>√ of the mean of (y − p)² over all outputs of all rows, not the mean of the batches' roots. Source: Keras.</summary>
public sealed class RootMeanSquaredErrorMetric() : MeanMetric("root_mean_squared_error", MetricDirection.SmallerIsBetter)
{
    /// <inheritdoc/>
    protected override double Value(in MetricRow row) => MeanSquaredErrorMetric.MeanSquare(row);

    /// <inheritdoc/>
    protected override double Compute() => Math.Sqrt(Mean);
}
