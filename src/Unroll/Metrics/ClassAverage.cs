namespace Unroll.Metrics;

/// <summary>How one value is computed from those of the classes, in the words of Keras and scikit-learn.</summary>
public enum ClassAverage
{
    /// <summary>The mean over the classes, each counted alike, also those that never occurred.</summary>
    Macro,

    /// <summary>The value of the sums of all classes' counts.</summary>
    Micro,

    /// <summary>The mean over the classes, each counted by its true rows.</summary>
    Weighted,
}
