namespace Unroll.Metrics;

/// <summary>100·|y − p| / max(|y|, 10⁻⁷), the mean over all outputs of all rows, in percent: Keras' metric of that name, called so beside the loss.</summary>
public sealed class MeanAbsolutePercentageErrorMetric() : MeanMetric("mean_absolute_percentage_error", MetricDirection.SmallerIsBetter)
{
    const double SmallestTarget = 1e-7;

    /// <inheritdoc/>
    protected override double Value(in MetricRow row)
    {
        double sum = 0;
        for (int i = 0; i < row.Prediction.Length; i++)
        {
            double target = row.TargetValue(i);
            sum += Math.Abs(target - row.Prediction[i]) / Math.Max(Math.Abs(target), SmallestTarget);
        }

        return 100 * sum / row.Prediction.Length;
    }
}
