namespace Unroll.Metrics;

/// <summary>
/// Keras' BinaryAccuracy: the share of outputs, each a decision of its own, that are above the threshold where the target is 1 and not above it where it is 0.
/// </summary>
public sealed class BinaryAccuracy() : MeanMetric("binary_accuracy", MetricDirection.LargerIsBetter)
{
    /// <summary>An output above it means 1.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <inheritdoc/>
    protected override double Value(in MetricRow row)
    {
        int right = 0;
        for (int i = 0; i < row.Prediction.Length; i++)
            right += (row.Prediction[i] > Threshold ? 1 : 0) == row.TargetValue(i) ? 1 : 0;
        return (double)right / row.Prediction.Length;
    }
}
