using System.IO.Compression;
using System.Text;
using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Tests.Support;

namespace Unroll.Studies.Tests.Data.Tweets;

public sealed class TweetFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_GivesLabelsAndTexts_OverSeveralLinesAndWithQuotes()
    {
        IReadOnlyList<Tweet> tweets = Read(",count,class,tweet\n0,3,2,plain\n1,3,0,\"two\nlines, \"\"quoted\"\"\"\n2,3,1,😀 שלום\n");
        Assert.Equal(
            [
                new Tweet(2, TweetClass.Neither, "plain"), new Tweet(3, TweetClass.Hate, "two\nlines, \"quoted\""),
                new Tweet(5, TweetClass.Offensive, "😀 שלום"),
            ],
            tweets);
    }

    [Fact]
    public void Read_TakesColumnsByName_InAnyOrder_AndGzippedFiles()
    {
        string path = _folder.File("packed.csv.gz");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            packed.Write("Tweet,Class\nhello,1\n,0\n"u8);
        Assert.Equal([new Tweet(2, TweetClass.Offensive, "hello"), new Tweet(3, TweetClass.Hate, "")], TweetFile.Read(path));
    }

    [Fact]
    public void Read_TakesATweetOfTenThousandCharacters()
    {
        string text = new('x', 10_000);
        Assert.Equal(text, Assert.Single(Read($"class,tweet\n2,{text}\n")).Text);
    }

    [Theory]
    [InlineData("class,text\n1,a\n", "there is no column 'tweet'; a file of tweets has the columns 'class' (0 hate, 1 offensive, 2 neither) and 'tweet'")]
    [InlineData("", "the file is empty; it must hold text")]
    [InlineData("class,tweet\n", "there is no tweet below the header")]
    [InlineData("class,tweet\n1,a\n3,b\n", "line 3, column class: '3' is no label; they are 0 (hate), 1 (offensive) and 2 (neither)")]
    [InlineData("class,tweet\n-1,a\n", "line 2, column class: '-1' is no label; they are 0 (hate), 1 (offensive) and 2 (neither)")]
    [InlineData("class,tweet\n,a\n", "line 2, column class: '' is no label; they are 0 (hate), 1 (offensive) and 2 (neither)")]
    [InlineData("class,tweet\n1,a \"broken\" quote\n2,\"not closed\n", "line 2: a quotation mark stands where none may; quote whole fields or none")]
    public void Read_NamesTheMistake(string contents, string mistake) =>
        Assert.EndsWith($"tweets.csv: {mistake}", Assert.Throws<InputException>(() => Read(contents)).Message, StringComparison.Ordinal);

    [DataFact("tweets")]
    public void Read_GivesTheRealTweets()
    {
        IReadOnlyList<Tweet> tweets = RealTweets.Read();
        Assert.Equal(24_783, tweets.Count);
        Assert.Equal([1_430, 19_190, 4_163], Enum.GetValues<TweetClass>().Select(one => tweets.Count(tweet => tweet.Class == one)));
    }

    IReadOnlyList<Tweet> Read(string contents)
    {
        string path = _folder.File("tweets.csv");
        File.WriteAllText(path, contents, Encoding.UTF8);
        return TweetFile.Read(path);
    }
}
