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
        var tokenizer = new TweetTokenizer(new WordPieceTokenizer(s_pieces), isFramed: true);
        Assert.Equal([2, 5, 6, 3], tokenizer.Encode("a b"));
        Assert.Equal([2, 5, 6, 3, 0, 0], Fit(tokenizer, "a b", 6));
        Assert.Equal([2, 5, 6, 3], Fit(tokenizer, "a b", 4));
        Assert.Equal([2, 5, 3], Fit(tokenizer, "a b", 3));
        Assert.Equal([5, 6], Fit(new TweetTokenizer(tokenizer.Pieces, isFramed: false), "a b a", 2));
        Assert.Equal([5, 9, 9], Fit(new TweetTokenizer(tokenizer.Pieces, isFramed: false, paddingId: 9), "a", 3));
    }

    [Fact]
    public void Train_MakesPiecesOfTheWords_AndKeepsThoseForPaddingAndNumbers()
    {
        var tokenizer = TweetTokenizer.Train(["good good day <number>", "good night"], 60);
        Assert.Equal(TweetTokenizer.SpecialPieces, tokenizer.Pieces.Pieces.Take(TweetTokenizer.SpecialPieces.Count));
        Assert.Equal(["good", "<number>"], tokenizer.Encode("good <number>").Select(tokenizer.Pieces.Symbol));
        Assert.DoesNotContain("<", tokenizer.Pieces.Pieces);
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
