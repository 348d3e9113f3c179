using System.Diagnostics;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class WordVocabularyTests
{
    const string Sample = "The cat, the dog and the cat don't agree.\n\nThe cat sat;  the dog ran. The cat, again!\n";

    [Fact]
    public void FromText_NumbersWordsByFrequency_AndEqualsByCodePoints()
    {
        WordVocabulary vocabulary = WordVocabulary.FromText("b b a a c b\nd d");
        Assert.Equal(["<unk>", " <unk>", " a", " b"], Enumerable.Range(0, vocabulary.Size).Select(vocabulary.Symbol));
        Assert.Equal(["\n", " a", " c", " d", "b", "d"], Enumerable.Range(3, 6).Select(WordVocabulary.FromText("b b a b c b\nd d", minimumCount: 1).Symbol));
        Assert.Equal(4, WordVocabulary.FromText(Sample, size: 4).Size);
        Assert.Equal(6, vocabulary.Characters);
    }

    [Theory]
    [InlineData(Sample)]
    [InlineData("  indented\t\ttabs \r\n  'quoted' “don’t” it's 1984-12 $5.00  ")]
    [InlineData("北京 is 漢字 😀👩‍👩‍👧 שלום עולם")]
    [InlineData("")]
    public void Decode_GivesTheTextBack_WhereAllWordsAreKnown(string text)
    {
        WordVocabulary vocabulary = WordVocabulary.FromText(text + "\nx", minimumCount: 1);
        int[] ids = vocabulary.Encode(text, out IReadOnlyList<string> unseen);
        Assert.Equal(text, vocabulary.Decode(ids));
        Assert.Equal(text, string.Concat(vocabulary.Decode((IEnumerable<int>)ids)));
        Assert.Empty(unseen);
    }

    [Fact]
    public void Encode_GivesUnknownWordsTheirIds_WithAndWithoutTheirSpace()
    {
        WordVocabulary vocabulary = WordVocabulary.FromText(Sample);
        int[] ids = vocabulary.Encode("Zebra the zebra, the zebra.", out IReadOnlyList<string> unseen);
        Assert.Equal("<unk> the <unk>, the <unk>.", vocabulary.Decode(ids));
        Assert.Equal(["Zebra", "zebra"], unseen);
        Assert.Equal([WordVocabulary.UnknownId, WordVocabulary.SpacedUnknownId], vocabulary.UnknownIds);
        Assert.Equal(ids, vocabulary.Encode("Zebra the zebra, the zebra."));
    }

    [Fact]
    public void Encode_TakesHalvesOfSurrogatePairsForUnknownWords()
    {
        WordVocabulary vocabulary = WordVocabulary.FromText("\ud83d \ud83d \ud83d a a", minimumCount: 1);
        Assert.DoesNotContain(Enumerable.Range(0, vocabulary.Size).Select(vocabulary.Symbol), symbol => symbol.Contains('\ud83d', StringComparison.Ordinal));
        Assert.Equal(vocabulary.Size, WordVocabulary.FromJson(vocabulary.ToJson()).Size);
    }

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("the king ")]
    [InlineData("😀")]
    [InlineData("'")]
    public void Encode_TakesTimeInProportion_OfAMillionCharacters(string part)
    {
        string text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));
        long start = Stopwatch.GetTimestamp();
        WordVocabulary vocabulary = WordVocabulary.FromText(text, minimumCount: 1);
        Assert.Equal(text, vocabulary.Decode(vocabulary.Encode(text)));
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 20, $"{Stopwatch.GetElapsedTime(start).TotalSeconds} s");
    }

    [Fact]
    public void FromJson_ReadsWhatToJsonWrote()
    {
        WordVocabulary vocabulary = WordVocabulary.FromText(Sample), read = WordVocabulary.FromJson(vocabulary.ToJson());
        Assert.Equal(Enumerable.Range(0, vocabulary.Size).Select(vocabulary.Symbol), Enumerable.Range(0, read.Size).Select(read.Symbol));
        Assert.Equal(vocabulary.Characters, read.Characters);
        Assert.StartsWith("""{"characters":""", vocabulary.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"words":["a"]}""")]
    [InlineData("""{"characters":-1,"words":["a"]}""")]
    [InlineData("""{"characters":1,"words":["a","a"]}""")]
    [InlineData("""{"characters":1,"words":[""]}""")]
    [InlineData("""{"characters":1,"words":[1]}""")]
    public void FromJson_Throws_WhenTheTextIsNotAVocabulary(string json) =>
        Assert.StartsWith("word vocabulary: ", Assert.Throws<InvalidDataException>(() => WordVocabulary.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void FromText_Throws_WhereThereIsNothingToTake()
    {
        Assert.Throws<ArgumentException>(() => WordVocabulary.FromText(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => WordVocabulary.FromText("a", size: 2));
    }
}
