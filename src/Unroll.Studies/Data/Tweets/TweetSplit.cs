namespace Unroll.Studies.Data.Tweets;

/// <summary>Which tweets of a file are used for what.</summary>
public sealed record TweetSplit
{
    /// <summary>Tweets with fewer words are left out; null for as many as leaves the published number of the data set "tweets", 1 of other files.</summary>
    public int? MinimumWords { get; init; }

    /// <summary>The part that is the test.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <summary>The part of the other tweets that each epoch is measured on; 0 for none.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Decides which tweets these are, whatever the seed of a training.</summary>
    public long Seed { get; init; } = 1;
}
