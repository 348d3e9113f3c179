namespace Unroll.Metrics;

/// <summary>How often a class was found, wrongly named, and missed. Each value is 0 where it would divide by 0.</summary>
/// <param name="TruePositives">Rows of the class that were predicted as it.</param>
/// <param name="FalsePositives">Rows of other classes that were predicted as it.</param>
/// <param name="FalseNegatives">Rows of the class that were not predicted as it.</param>
public readonly record struct ClassCounts(double TruePositives, double FalsePositives, double FalseNegatives)
{
    /// <summary>Of the rows predicted as the class the share that are of it.</summary>
    public double Precision => Share(TruePositives, TruePositives + FalsePositives);

    /// <summary>Of the rows of the class the share predicted as it.</summary>
    public double Recall => Share(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall: 2·TP / (2·TP + FP + FN).</summary>
    public double F1 => Share(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>The rows of the class.</summary>
    public double Support => TruePositives + FalseNegatives;

    /// <summary>The counts of both together.</summary>
    internal ClassCounts Plus(ClassCounts other) =>
        new(TruePositives + other.TruePositives, FalsePositives + other.FalsePositives, FalseNegatives + other.FalseNegatives);

    internal static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
