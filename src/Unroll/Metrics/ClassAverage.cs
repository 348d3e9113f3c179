namespace Unroll.Metrics;

/// <summary>How one figure is made of those of the classes, in the words of Keras and scikit-learn.</summary>
public enum ClassAverage
{
    /// <summary>The mean over the classes, each counted alike, also those that never occurred.</summary>
    Macro,

    /// <summary>The figure of the sums of all classes' counts.</summary>
    Micro,

    /// <summary>The mean over the classes, each counted by its true rows.</summary>
    Weighted,
}
