using Unroll.Randomness;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data.Tweets;

public sealed class StratifiedSplitTests
{
    static readonly RandomKey s_key = RandomKey.FromSeed(1);

    [Fact]
    public void Choose_TakesTheShareOfEveryClass()
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(i => i % 20 == 0 ? 0 : i % 4 == 1 ? 2 : 1)];
        (int[] training, int[] test) = StratifiedSplit.Choose(labels, 0.1, s_key);
        Assert.Equal([5, 70, 25], Counts(labels, test));
        Assert.Equal(Enumerable.Range(0, 1000), training.Concat(test).Order());
        Assert.Equal(test.Order(), test);
        Assert.Equal(training.Order(), training);
    }

    /// <summary>7 · 0.3 = 2.1, 5 · 0.3 = 1.5 and 3 · 0.3 = 0.9: of 15 · 0.3 = 4.5, so 5, two are left for the larger remainders.</summary>
    [Fact]
    public void Choose_GivesWhatIsLeft_ToTheLargestRemainders()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2];
        Assert.Equal([2, 2, 1], Counts(labels, StratifiedSplit.Choose(labels, 0.3, s_key).Test));
    }

    [Fact]
    public void Choose_DependsOnTheKeyAlone_AndChoosesAnySample()
    {
        int[] labels = new int[50];
        Assert.Equal(StratifiedSplit.Choose(labels, 0.2, s_key).Test, StratifiedSplit.Choose(labels, 0.2, s_key).Test);
        int[] times = new int[50];
        for (int seed = 0; seed < 500; seed++)
            foreach (int sample in StratifiedSplit.Choose(labels, 0.2, RandomKey.FromSeed(seed)).Test)
                times[sample]++;
        Assert.All(times, count => Assert.InRange(count, 60, 140));
    }

    [Fact]
    public void Choose_TakesNothingOrAll_AtTheEnds()
    {
        int[] labels = [0, 1, 1];
        Assert.Empty(StratifiedSplit.Choose(labels, 0, s_key).Test);
        Assert.Empty(StratifiedSplit.Choose(labels, 1, s_key).Training);
        Assert.Empty(StratifiedSplit.Choose([], 0.5, s_key).Test);
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedSplit.Choose(labels, 1.5, s_key));
    }

    /// <summary>Of 24,440 tweets the published test part has 139, 1,894 and 411.</summary>
    [DataFact("tweets")]
    public void Choose_GivesNearlyThePublishedSupports_OfTheRealTweets()
    {
        IReadOnlyList<Tweet> tweets = RealTweets.Read();
        int[] words = [.. tweets.Select(tweet => TweetCleaning.Words(TweetCleaning.Clean(tweet.Text)))];
        int minimum = TweetCleaning.MinimumWords(words, 24_440);
        int[] labels = [.. tweets.Where((_, i) => words[i] >= minimum).Select(tweet => (int)tweet.Class)];
        Assert.Equal((2, 24_575), (minimum, labels.Length));
        Assert.Equal([140, 1_906, 412], Counts(labels, StratifiedSplit.Choose(labels, 0.1, s_key).Test));
    }

    static int[] Counts(int[] labels, int[] samples) => [.. Enumerable.Range(0, 3).Select(label => samples.Count(sample => labels[sample] == label))];
}
