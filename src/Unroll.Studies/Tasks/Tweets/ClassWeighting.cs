namespace Unroll.Studies.Tasks.Tweets;

/// <summary>How much the tweets of a class count in the loss.</summary>
public enum ClassWeighting
{
    /// <summary>All alike.</summary>
    None,

    /// <summary>n / (k·n_c) of k classes and n tweets, n_c of them of the class: scikit-learn's "balanced".</summary>
    Balanced,
}
