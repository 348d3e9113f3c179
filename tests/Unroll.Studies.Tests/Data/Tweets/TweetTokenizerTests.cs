using Unroll.Studies.Data.Tweets;
using Unroll.Text;

namespace Unroll.Studies.Tests.Data.Tweets;

public sealed class TweetTokenizerTests
{
    static readonly string[] s_pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "<", "number", ">"];

    [Theory]
    [InlineData("<number>", 10)]
    [InlineData("c", 8)]
    public void Encode_GivesANumberOneToken_TheWordWhereTheVocabularyHasNoPieceForIt(string another, int number)
    {
        var tokenizer = new TweetTokenizer(new WordPieceTokenizer([.. s_pieces, another]), isFramed: false);
        Assert.Equal([5, number, 6, number], tokenizer.Encode("a <number> b <number>"));
    }

    [Fact]
    public void Encode_GivesANumberTheUnknownToken_WhereTheVocabularyHasNoWordForIt()
    {
        var tokenizer = new TweetTokenizer(new WordPieceTokenizer(["[UNK]", "a"]), isFramed: false);
        Assert.Equal([0, 1], tokenizer.Encode("<number> a"));
    }

    [Fact]
    public void Fit_CutsAndPads_AndAFramedTweetEndsWithItsSeparator()
    {
        var pieces = new WordPieceTokenizer(s_pieces);
        var tokenizer = new TweetTokenizer(pieces, isFramed: true);
        Assert.Equal([2, 5, 6, 3], tokenizer.Encode("a b"));
        Assert.Equal([2, 5, 6, 3, 0, 0], Fit(tokenizer, "a b", 6));
        Assert.Equal([2, 5, 6, 3], Fit(tokenizer, "a b", 4));
        Assert.Equal([2, 5, 3], Fit(tokenizer, "a b", 3));
        Assert.Equal([5, 6], Fit(new TweetTokenizer(pieces, isFramed: false), "a b a", 2));
        Assert.Equal([5, 9, 9], Fit(new TweetTokenizer(pieces, isFramed: false, paddingId: 9), "a", 3));
    }

    [Fact]
    public void WithEnd_EndsATweet_AlsoOneThatIsCut()
    {
        var tokenizer = TweetTokenizer.WithEnd(new WordPieceTokenizer(s_pieces), endId: 3, paddingId: 0);
        Assert.Equal([5, 8, 3], tokenizer.Encode("a <number>"));
        Assert.Equal([5, 3, 0], Fit(tokenizer, "a", 3));
        Assert.Equal([5, 6, 3], tokenizer.Cut(tokenizer.Encode("a b a b"), 3));
        Assert.Equal([5, 3], tokenizer.Cut(tokenizer.Encode("a"), 3));
        Assert.False(tokenizer.IsFramed);
    }

    [Fact]
    public void Encode_ReadsANumberAsAWord_WhereTheVocabularyIsOfSentencePiece()
    {
        var pieces = SentencePieceTokenizer.Load(Path.Combine(AppContext.BaseDirectory, "Golden", "tokenizers", "spiece.model"));
        var tokenizer = TweetTokenizer.WithEnd(pieces, endId: 1, paddingId: 0);
        Assert.Equal([.. pieces.Encode("the number of days"), 1], tokenizer.Encode("the <number> of days"));
    }

    [Fact]
    public void Train_MakesOnePieceOfAWholeWord_HoweverSmallTheVocabularyIs()
    {
        var tokenizer = TweetTokenizer.Train(["a bad day"], 10, "offensive", "day");
        Assert.Equal(["offensive", "day"], tokenizer.Encode("offensive day").Select(tokenizer.Pieces.Symbol));
    }

    [Fact]
    public void Train_MakesPiecesOfTheWords_AndKeepsThoseForPaddingAndNumbers()
    {
        var tokenizer = TweetTokenizer.Train(["good good day <number>", "good night"], 60);
        Assert.Equal(TweetTokenizer.SpecialPieces, Enumerable.Range(0, TweetTokenizer.SpecialPieces.Count).Select(tokenizer.Pieces.Symbol));
        Assert.Equal(["good", "<number>"], tokenizer.Encode("good <number>").Select(tokenizer.Pieces.Symbol));
        Assert.Null(((WordPieceTokenizer)tokenizer.Pieces).Find("<"));
        Assert.Throws<InputException>(() => TweetTokenizer.Train(["<number>", ""], 60));
    }

    [Fact]
    public void TweetTokenizer_RefusesAVocabularyWithoutFrames_WhereTweetsAreFramed() =>
        Assert.Contains("no [CLS]", Assert.Throws<InputException>(() => new TweetTokenizer(new WordPieceTokenizer(["[UNK]", "a"]), isFramed: true)).Message,
            StringComparison.Ordinal);

    static int[] Fit(TweetTokenizer tokenizer, string tweet, int length)
    {
        int[] sample = new int[length];
        tokenizer.Fit(tokenizer.Encode(tweet), sample);
        return sample;
    }
}
