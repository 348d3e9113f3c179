namespace Unroll.Metrics;

/// <summary>What the numbers of a confusion matrix are shares of, as scikit-learn's argument "normalize".</summary>
public enum ConfusionNormalization
{
    /// <summary>Of nothing: they are counts.</summary>
    None,

    /// <summary>Of the rows of the true class: each line adds up to 1.</summary>
    True,

    /// <summary>Of the rows of the predicted class: each column adds up to 1.</summary>
    Predicted,

    /// <summary>Of all rows: all numbers add up to 1.</summary>
    All,
}
