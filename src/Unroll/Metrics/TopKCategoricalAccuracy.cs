namespace Unroll.Metrics;

/// <summary>
/// Keras' TopKCategoricalAccuracy, for ids its SparseTopKCategoricalAccuracy: the share of rows where fewer than K predictions are larger than that of the
/// right class.
/// So of equal predictions at the K-th place all count.
/// </summary>
public sealed class TopKCategoricalAccuracy() : MeanMetric("top_k_categorical_accuracy", MetricDirection.LargerIsBetter)
{
    readonly int _k = 5;

    /// <summary>How many of the largest predictions are looked at, from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int K
    {
        get => _k;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(K));
            _k = value;
        }
    }

    /// <inheritdoc/>
    protected override double Value(in MetricRow row)
    {
        int target = row.TargetClass;
        if ((uint)target >= (uint)row.Prediction.Length)
            return 0;
        int larger = 0;
        foreach (float value in row.Prediction)
            larger += value > row.Prediction[target] ? 1 : 0;
        return larger < K ? 1 : 0;
    }
}
