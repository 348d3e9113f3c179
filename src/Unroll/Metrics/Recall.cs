namespace Unroll.Metrics;

/// <summary>
/// TP / (TP + FN). The defaults are Keras' Recall: outputs above ½, all classes together. For scikit-learn's recall_score set Threshold to null and choose an
/// average.
/// </summary>
public sealed class Recall : ClassScore
{
    /// <summary>Keras' defaults.</summary>
    public Recall()
        : base("recall") => (Threshold, Average) = (0.5f, ClassAverage.Micro);

    /// <inheritdoc/>
    protected override double Score(ClassCounts counts) => counts.Recall;
}
