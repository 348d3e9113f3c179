namespace Unroll.Metrics;

/// <summary>
/// 2·TP / (2·TP + FP + FN), by the largest prediction, the mean over all classes: Keras' F1Score with average "macro" (its default is no average, which is not
/// a single number; see
/// <see cref="ClassScore.Classes"/>) without its 10⁻⁷ in the divisors, scikit-learn's f1_score over all classes.
/// </summary>
public sealed class F1Score() : ClassScore("f1_score")
{
    /// <inheritdoc/>
    protected override double Score(ClassCounts counts) => counts.F1;
}
