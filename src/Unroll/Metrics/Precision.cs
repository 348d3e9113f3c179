namespace Unroll.Metrics;

/// <summary>
/// TP / (TP + FP). The defaults are Keras' Precision: outputs above ½, all classes together. For scikit-learn's precision_score set Threshold to null and
/// choose an average.
/// </summary>
public sealed class Precision : ClassScore
{
    /// <summary>Keras' defaults.</summary>
    public Precision()
        : base("precision") => (Threshold, Average) = (0.5f, ClassAverage.Micro);

    /// <inheritdoc/>
    protected override double Score(ClassCounts counts) => counts.Precision;
}
