namespace Unroll.Metrics;

/// <summary>|y − p|, the mean over all outputs of all rows: Keras' metric of that name, called so beside the loss.</summary>
public sealed class MeanAbsoluteErrorMetric() : MeanMetric("mean_absolute_error", MetricDirection.SmallerIsBetter)
{
    /// <inheritdoc/>
    protected override double Value(in MetricRow row)
    {
        double sum = 0;
        for (int i = 0; i < row.Prediction.Length; i++)
            sum += Math.Abs((double)row.TargetValue(i) - row.Prediction[i]);
        return sum / row.Prediction.Length;
    }
}
