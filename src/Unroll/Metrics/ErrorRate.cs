namespace Unroll.Metrics;

/// <summary>The share of rows whose largest prediction is not the target: 1 − <see cref="Accuracy"/>.</summary>
public sealed class ErrorRate() : MeanMetric("error_rate", MetricDirection.SmallerIsBetter)
{
    /// <inheritdoc/>
    protected override double Value(in MetricRow row) => row.PredictedClass == row.TargetClass ? 0 : 1;
}
