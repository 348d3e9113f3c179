using Unroll.Studies.Data.Texts;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;

namespace Unroll.Studies.Tests.Data.Texts;

public class LettersTests
{
    static readonly string s_passage = Letters.Of(TextCorpus.Load(TextCorpus.Hello, lowerCase: false));

    [Fact]
    public void Of_KeepsTheLetters_AndNothingElse() => Assert.Equal("helloworld", Letters.Of("é2 Hello,\nWORLD! ж"));

    [Fact]
    public void Passage_HasTheLengthAndTheLetters_OfStudyC()
    {
        Assert.Equal(7668, s_passage.Length);
        Assert.Equal(Letters.Alphabet, string.Concat(s_passage.Distinct().Order()));
    }

    /// <summary>The counts of shared/STUDIES.md: how often a seed and its word stand in the letters, across the gaps between words too.</summary>
    [Theory]
    [InlineData("lang", 26, "language", 26)]
    [InlineData("prog", 72, "programming", 22)]
    [InlineData("hell", 21, "helloworld", 21)]
    [InlineData("sequ", 9, "sequence", 7)]
    [InlineData("algo", 6, "algorithm", 6)]
    [InlineData("intr", 4, "introduction", 4)]
    [InlineData("scie", 1, "scientist", 1)]
    [InlineData("favo", 0, "favorite", 0)]
    public void Passage_HasTheCounts_OfStudyC(string seed, int seeds, string word, int words)
    {
        Assert.Equal(seeds, Count(seed));
        Assert.Equal(words, Count(word));
    }

    [Fact]
    public void Encode_NumbersTheLetters() => Assert.Equal([0, 25, 7], Letters.Encode("azh"));

    static int Count(string part) => Enumerable.Range(0, s_passage.Length).Count(at => s_passage.AsSpan(at).StartsWith(part, StringComparison.Ordinal));
}
