namespace Unroll.Metrics;

/// <summary>Which of two values of a metric is the better one.</summary>
public enum MetricDirection
{
    /// <summary>A loss, an error, a perplexity: Keras' mode "min".</summary>
    SmallerIsBetter,

    /// <summary>An accuracy, an F1 score: Keras' mode "max".</summary>
    LargerIsBetter,
}
