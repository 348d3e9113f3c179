namespace Unroll.Studies.Tasks.Tweets;

/// <summary>How much the tweets of a class count in training.</summary>
public enum ClassWeighting
{
    /// <summary>All alike.</summary>
    None,

    /// <summary>In the loss n / (k·n_c) of k classes and n tweets, n_c of them of the class: scikit-learn's "balanced".</summary>
    Balanced,

    /// <summary>All alike in the loss, but an epoch draws the tweets of each class equally often.</summary>
    Sampling,
}
