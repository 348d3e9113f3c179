using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data.Tweets;

public sealed class TweetCleaningTests
{
    [Theory]
    [InlineData("tea &amp; cake &lt;3", "tea cake <number>")]
    [InlineData("so happy &#128514;&#x1F602;", "so happy")]
    [InlineData("AT&T; fish & chips", "AT fish chips")]
    [InlineData("look http://t.co/a1B2 HTTPS://x.y/z?q=1 www.example.org now", "look now")]
    [InlineData("cut off http://t…", "cut off")]
    [InlineData("RT @someone: good morning", "good morning")]
    [InlineData("rt @someone good rt", "good rt")]
    [InlineData("RT:@a_b RT good START", "good START")]
    [InlineData("go #Team2024 and @user_name!", "go and")]
    [InlineData("call 555-1234 by 9am", "call <number> <number> by <number> am")]
    [InlineData("٣ days", "<number> days")]
    [InlineData("don't... stop, \"now\" (please)", "dont stop now please")]
    [InlineData("toooooday is good, hellooo YESSS", "today is good hello YES")]
    [InlineData("aab aaab", "aab ab")]
    [InlineData("  two\t\nwords  ", "two words")]
    [InlineData("❤ שלום עולם 😀", "שלום עולם")]
    [InlineData("naïve café", "naïve café")]
    [InlineData("\0 a\u200fb \ufeff", "a b")]
    [InlineData("!!! ??? ...", "")]
    [InlineData("", "")]
    public void Clean_FollowsEveryRule(string tweet, string expected) => Assert.Equal(expected, TweetCleaning.Clean(tweet));

    [Fact]
    public void Clean_IsStable_WhenItIsAppliedAgain()
    {
        string once = TweetCleaning.Clean("RT @a: 12 greeeat &amp; #b 3.5!");
        Assert.Equal("<number> great <number> <number>", once);
        Assert.Equal(once, TweetCleaning.Clean(once));
    }

    [Fact]
    public void Clean_TakesTimeInProportion_ToAVeryLongTweet()
    {
        string cleaned = TweetCleaning.Clean(string.Concat(Enumerable.Repeat("aaaa &&& ### 12", 200_000)));
        Assert.StartsWith("a <number> a <number> a", cleaned, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_KeepsUnpairedSurrogates_FromBreakingIt() => Assert.Equal("a b", TweetCleaning.Clean("a\ud83d b"));

    [Theory]
    [InlineData("", 0)]
    [InlineData("one", 1)]
    [InlineData("<number> great", 2)]
    public void Words_AreWhatStandsBetweenSpaces(string cleaned, int expected) => Assert.Equal(expected, TweetCleaning.Words(cleaned));

    [Theory]
    [InlineData(6, 0)]
    [InlineData(5, 1)]
    [InlineData(4, 2)]
    [InlineData(3, 3)]
    [InlineData(1, 4)]
    [InlineData(0, 6)]
    public void MinimumWords_LeavesTheNearestNumber(int wanted, int expected) => Assert.Equal(expected, TweetCleaning.MinimumWords([0, 1, 2, 3, 5, 5], wanted));

    [Fact]
    public void MinimumWords_LeavesNothingOut_WhereThereAreNoTweets() => Assert.Equal(0, TweetCleaning.MinimumWords([], 3));

    [Fact]
    public void Members_RefuseNull()
    {
        Assert.Throws<ArgumentNullException>("tweet", () => TweetCleaning.Clean(null!));
        Assert.Throws<ArgumentNullException>("cleaned", () => TweetCleaning.Words(null!));
        Assert.Throws<ArgumentNullException>("words", () => TweetCleaning.MinimumWords(null!, 3));
    }

    [DataFact("tweets")]
    public void Clean_LeavesNothingButWords_OfTheRealTweets()
    {
        string[] cleaned = [.. RealTweets.Read().Select(tweet => TweetCleaning.Clean(tweet.Text))];
        foreach (string text in cleaned)
        {
            string words = text.Replace(TweetCleaning.Number, "", StringComparison.Ordinal);
            Assert.DoesNotContain(words, one => char.IsPunctuation(one) || char.IsSymbol(one) || char.IsDigit(one) || char.IsControl(one));
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
        }
    }
}
