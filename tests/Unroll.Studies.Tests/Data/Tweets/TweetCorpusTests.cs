using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data.Tweets;

public sealed class TweetCorpusTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_GivesEveryPartTheSameShareOfEveryClass_AndEveryTweetOnce()
    {
        TweetCorpus corpus = Load(new TweetSplit { TestShare = 0.2, ValidationShare = 0.25 });
        Assert.Equal([6, 36, 18], Counts(corpus.Training));
        Assert.Equal([2, 12, 6], Counts(corpus.Validation));
        Assert.Equal([2, 12, 6], Counts(corpus.Test));
        IEnumerable<Tweet> all = [.. corpus.Training, .. corpus.Validation, .. corpus.Test];
        Assert.Equal(100, all.DistinctBy(tweet => tweet.Line).Count());
        Assert.All(all, tweet => Assert.Equal(TweetCleaning.Clean(tweet.Text), tweet.Text));
        Assert.All(all, tweet => Assert.DoesNotContain('@', tweet.Text));
    }

    [Fact]
    public void Load_SplitsByItsOwnSeed()
    {
        long[] Lines(long seed) => [.. Load(new TweetSplit { Seed = seed }).Test.Select(tweet => tweet.Line)];
        Assert.Equal(Lines(1), Lines(1));
        Assert.NotEqual(Lines(1), Lines(2));
    }

    [Fact]
    public void Load_LeavesOutTweetsThatAreTooShort_ByDefaultThoseWithoutAWord()
    {
        string path = Write("class,tweet\n0,@only #signs !!!\n1,one\n2,two words\n1,three words here\n");
        Assert.Equal(["one", "two words", "three words here"], TweetCorpus.LoadTest(path, null, null).Test.Select(tweet => tweet.Text));
        TweetCorpus longer = TweetCorpus.LoadTest(path, 3, null);
        Assert.Equal(["three words here"], longer.Test.Select(tweet => tweet.Text));
        Assert.Equal((4, 1, 3), (longer.ReadCount, longer.Count, longer.MinimumWords));
    }

    [Fact]
    public void Load_NamesTheMistake()
    {
        string Mistake(string data) => Assert.ThrowsAny<InputException>(() => TweetCorpus.Load(data, new TweetSplit())).Message;
        Assert.Equal("tweet: there is no such file and no data set of that name; known are tweets; did you mean 'tweets'?", Mistake("tweet"));
        Assert.Equal("posts.csv: there is no such file and no data set of that name; known are tweets", Mistake("posts.csv"));
        Assert.Equal($"{_folder.Path}: is a folder; name a CSV file of tweets", Mistake(_folder.Path));
        Assert.EndsWith("tweets.csv: 2 tweets are too few: 2 for training, 0 for validation, 0 for the test", Mistake(Write("class,tweet\n1,a\n2,b\n")),
            StringComparison.Ordinal);
        Assert.EndsWith("tweets.csv: the model has learned all of its tweets; others are needed", Assert.Throws<InputException>(
            () => TweetCorpus.LoadTest(Write("class,tweet\n1,a\n"), null, new HashSet<string> { "a" })).Message, StringComparison.Ordinal);
        Assert.Contains("no tweet with a word", Assert.Throws<InputException>(() => TweetCorpus.LoadTest(Write("class,tweet\n1,!\n"), null, null)).Message,
            StringComparison.Ordinal);
    }

    [DataFact("tweets")]
    public void Load_LeavesNearlyThePublishedNumberOfRealTweets()
    {
        var corpus = TweetCorpus.Load("tweets", new TweetSplit());
        Assert.Equal((24_783, 24_575, 2), (corpus.ReadCount, corpus.Count, corpus.MinimumWords));
        Assert.Equal([140, 1_906, 412], Counts(corpus.Test));
    }

    TweetCorpus Load(TweetSplit split) => TweetCorpus.Load(Write(SmallTweets.Csv(100)), split);

    string Write(string csv)
    {
        File.WriteAllText(_folder.File("tweets.csv"), csv);
        return _folder.File("tweets.csv");
    }

    static int[] Counts(IReadOnlyList<Tweet> tweets) => [.. Enum.GetValues<TweetClass>().Select(one => tweets.Count(tweet => tweet.Class == one))];
}
