namespace Unroll.Metrics;

/// <summary>(y − p)², the mean over all outputs of all rows: Keras' metric of that name, called so beside the loss.</summary>
public sealed class MeanSquaredErrorMetric() : MeanMetric("mean_squared_error", MetricDirection.SmallerIsBetter)
{
    /// <inheritdoc/>
    protected override double Value(in MetricRow row) => MeanSquare(row);

    /// <summary>The mean over the outputs of a row.</summary>
    internal static double MeanSquare(in MetricRow row)
    {
        double sum = 0;
        for (int i = 0; i < row.Prediction.Length; i++)
        {
            double error = (double)row.TargetValue(i) - row.Prediction[i];
            sum += error * error;
        }

        return sum / row.Prediction.Length;
    }
}
