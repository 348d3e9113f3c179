namespace Unroll.Studies.Data.Tweets;

/// <summary>What the annotators of Davidson et al. (2017) took a tweet for, with the numbers of their file.</summary>
public enum TweetClass
{
    /// <summary>Hate speech.</summary>
    Hate = 0,

    /// <summary>Offensive language, but not hate speech.</summary>
    Offensive = 1,

    /// <summary>Neither.</summary>
    Neither = 2,
}
