using Unroll.Studies.Data.Tweets;
using Unroll.Studies.Pretraining;
using Unroll.Studies.Settings;
using Unroll.Studies.Tests.Data.Tweets;

namespace Unroll.Studies.Tests.Pretraining;

public sealed class TweetTextsTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly string _tweets;

    public TweetTextsTests() => File.WriteAllText(_tweets = _folder.File("tweets.csv"), SmallTweets.Csv(300));

    PretrainingConfiguration Small => PretrainingSamples.Small(_tweets);

    static PretrainingData Data(PretrainingConfiguration configuration) =>
        PreparedPretraining.From(configuration, new PretrainingOptions { Folder = "" }).Data;

    [Fact]
    public void Tweets_AreThoseForTraining_OfTheClasses_OneSequenceEach()
    {
        TweetCorpus corpus = TweetCorpus.Load(_tweets, new TweetSplit());
        PretrainingData all = Data(Small), abusive = Data(Small with { Classes = "hate,offensive" }), neither = Data(Small with { Classes = "neither" });
        Assert.Equal(corpus.Training.Count, all.Training.Count);
        Assert.Equal(corpus.Training.Count(tweet => tweet.Class == TweetClass.Neither), neither.Training.Count);
        Assert.Equal(all.Training.Count, abusive.Training.Count + neither.Training.Count);
        Assert.Equal(corpus.Validation.Count, all.HeldOut!.Count);
        Assert.Contains("kind", string.Join(' ', Words(neither)), StringComparison.Ordinal);
        Assert.DoesNotContain("rude", string.Join(' ', Words(neither)), StringComparison.Ordinal);
        Assert.Contains($"{neither.Training.Count} of the {corpus.Training.Count} tweets for training (neither)", neither.Remarks[0], StringComparison.Ordinal);

        static IEnumerable<string> Words(PretrainingData data) => data.Tokenizer.Pieces.Where(piece => piece.Length > 3 && piece[0] != '[');
    }

    [Fact]
    public void Tokens_CutsAClassAtRandom_ToTheTokensOfAnother()
    {
        long tokens = Data(Small with { Classes = "neither", Vocabulary = 200 }).TrainingTokens;
        PretrainingConfiguration cut = Small with { Classes = "offensive", Vocabulary = 200, Tokens = (int)tokens };
        Assert.InRange(Data(cut).TrainingTokens, tokens - 14, tokens);
        Assert.True(Data(cut with { Tokens = null }).TrainingTokens > 3 * tokens / 2);
    }

    [Fact]
    public void Vocabulary_HasNumbersAsOnePiece_WhereThereAreTweets()
    {
        Assert.Equal(5, Data(Small).Tokenizer.Find(TweetCleaning.Number));
        string text = _folder.File("animals.txt");
        File.WriteAllText(text, PretrainingSamples.Text(100));
        Assert.Null(Data(PretrainingSamples.Small(text)).Tokenizer.Find(TweetCleaning.Number));
        Assert.Equal(5, Data(PretrainingSamples.Small(text) with { VocabularyData = [text, _tweets] }).Tokenizer.Find(TweetCleaning.Number));
    }

    [Fact]
    public void LongTweets_AreCut_AndSaid() => Assert.Contains(Data(Small with { Length = 8 }).Remarks,
        remark => remark.EndsWith(" tweets have more than 6 tokens and are cut", StringComparison.Ordinal));

    [Fact]
    public void Classes_MustBeKnown_AndThereMustBeTweets()
    {
        Assert.Contains("there is no class 'neithr'", Assert.Throws<SettingException>(() => Data(Small with { Classes = "hate,neithr" })).Message,
            StringComparison.Ordinal);
        string text = _folder.File("animals.txt");
        File.WriteAllText(text, PretrainingSamples.Text(100));
        Assert.Contains("no tweets among", Assert.Throws<SettingException>(
            () => Data(PretrainingSamples.Small(text) with { Classes = "hate" })).Message, StringComparison.Ordinal);
        Assert.Contains("there is no column", Assert.Throws<InputException>(() =>
        {
            File.WriteAllText(_folder.File("prices.csv"), "date,price\n1,2\n");
            Data(PretrainingSamples.Small(_folder.File("prices.csv")));
        }).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
