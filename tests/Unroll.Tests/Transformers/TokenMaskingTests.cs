using Unroll.Randomness;
using Unroll.Text;
using Unroll.Transformers;

namespace Unroll.Tests.Transformers;

public sealed class TokenMaskingTests
{
    const int Vocabulary = 50, Mask = 4, FirstOrdinary = 5;

    static readonly TokenMasking s_masking = new(Vocabulary, Mask, 0, 1, 2, 3);

    /// <summary>[CLS], as many ordinary tokens as asked for, [UNK] at every fourth place of these, [SEP].</summary>
    static int[] Text(int ordinary, bool hasUnknown = false) =>
        [2, .. Enumerable.Range(0, ordinary).SelectMany(i => hasUnknown && i % 3 == 2 ? (int[])[FirstOrdinary + (i % 45), 1] : [FirstOrdinary + (i % 45)]), 3];

    static int[] Choose(int[] text, RandomKey key)
    {
        int[] places = new int[s_masking.Count(text)];
        s_masking.Choose(text, key, places);
        return places;
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(10, 2)]
    [InlineData(20, 3)]
    [InlineData(62, 9)]
    [InlineData(200, 30)]
    public void Count_IsFifteenPercentOfTheOrdinaryTokens_AndAtLeastOne(int ordinary, int expected)
    {
        Assert.Equal(expected, s_masking.Count(Text(ordinary)));
        Assert.Equal(expected, s_masking.Count(Text(ordinary, hasUnknown: true)));
    }

    [Fact]
    public void Count_IsNone_WhereAllTokensAreSpecial() => Assert.Equal(0, s_masking.Count([2, 1, 1, 4, 3, 0, 0]));

    [Fact]
    public void Choose_TakesEachOrdinaryPlaceEquallyOften_InAscendingOrder_AndNeverASpecialOne()
    {
        const int draws = 20_000, ordinary = 20;
        int[] text = Text(ordinary, hasUnknown: true), times = new int[text.Length];
        for (int draw = 0; draw < draws; draw++)
        {
            int[] places = Choose(text, RandomKey.FromSeed(draw));
            Assert.Equal(3, places.Distinct().Count());
            Assert.Equal(places.Order(), places);
            foreach (int place in places)
                times[place]++;
        }

        for (int place = 0; place < text.Length; place++)
            if (s_masking.IsSpecial(text[place]))
                Assert.Equal(0, times[place]);
            else
                Assert.InRange(times[place], 3 * draws / ordinary * 0.93, 3 * draws / ordinary * 1.07);
    }

    [Fact]
    public void Replace_MasksFourOfFive_ChangesOneOfTen_AndKeepsOneOfTen()
    {
        const int draws = 60_000, id = 17;
        int[] times = new int[Vocabulary];
        for (int draw = 0; draw < draws; draw++)
            times[s_masking.Replace(id, draw % 37, RandomKey.FromSeed(draw))]++;
        Assert.InRange(times[Mask], draws * 0.794, draws * 0.806);

        // A token can stand in for itself.
        double other = draws * 0.1 / 45;
        Assert.InRange(times[id] - other, draws * 0.095, draws * 0.105);
        for (int token = FirstOrdinary; token < Vocabulary; token++)
            if (token != id)
                Assert.InRange(times[token], other * 0.6, other * 1.4);
        Assert.Equal(0, times[..Mask].Sum());
    }

    [Fact]
    public void Choose_GivesTheSame_ForTheSameKeyAlone()
    {
        int[] text = Text(60);
        Assert.Equal(Choose(text, RandomKey.FromSeed(3)), Choose(text, RandomKey.FromSeed(3)));
        Assert.NotEqual(Choose(text, RandomKey.FromSeed(3)), Choose(text, RandomKey.FromSeed(4)));
    }

    [Fact]
    public void For_FindsTheSpecialPiecesOfAVocabulary_WhereverTheyAre()
    {
        var masking = TokenMasking.For(new WordPieceTokenizer(["a", "[MASK]", "b", "[UNK]", "[SEP]"]));
        Assert.Equal(1, masking.MaskId);
        Assert.Equal([false, true, false, true, true], Enumerable.Range(0, 5).Select(masking.IsSpecial));
    }

    [Fact]
    public void Constructors_RefuseVocabularies_InWhichNothingCanBeMasked()
    {
        Assert.Contains("[MASK]", Assert.Throws<ArgumentException>(() => TokenMasking.For(new WordPieceTokenizer(["[UNK]", "a"]))).Message);
        Assert.Throws<ArgumentException>(() => new TokenMasking(2, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenMasking(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenMasking(3, 1) { Share = 1.5 });
    }
}
