using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class CharacterVocabularyTests
{
    const string Sample = "b\na 😀é\uFFFDb";

    [Fact]
    public void FromText_NumbersScalarsInOrder()
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText(Sample);
        Assert.Equal(["\n", " ", "a", "b", "é", "\uFFFD", "😀"], vocabulary.Symbols);
        Assert.Equal(7, vocabulary.Size);
        Assert.False(vocabulary.HasSpecials);
        Assert.Equal("é", vocabulary.Symbol(4));
        Assert.Equal([3, 0, 2, 1, 6, 4, 5, 3], vocabulary.Encode(Sample));
    }

    [Fact]
    public void FromText_ReservesTwoIds_WhenAsked()
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText("ba", reserveSpecials: true);
        Assert.Equal(4, vocabulary.Size);
        Assert.Equal(["", "\uFFFD", "a", "b"], vocabulary.Symbols);
        Assert.Equal([2, CharacterVocabulary.UnknownId, 3], vocabulary.Encode("a?b"));
        Assert.Equal("a\uFFFDb", vocabulary.Decode([CharacterVocabulary.PaddingId, 2, CharacterVocabulary.UnknownId, 3]));
    }

    [Fact]
    public void FromText_Throws_WhenTheTextIsEmpty() => Assert.Throws<ArgumentException>(() => CharacterVocabulary.FromText(""));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Decode_UndoesEncode(bool specials)
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText(Sample, specials);
        Assert.Equal(Sample, vocabulary.Decode(vocabulary.Encode(Sample)));
        Assert.Empty(vocabulary.Encode(""));
        Assert.Equal("", vocabulary.Decode([]));
    }

    [Fact]
    public void Encode_TakesLoneSurrogatesForReplacementCharacters()
    {
        foreach (string lone in new[] { "\uD83D", "\uDE00", "\uDE00\uD83D" })
        {
            CharacterVocabulary vocabulary = CharacterVocabulary.FromText("a" + lone);
            Assert.Equal(["a", "\uFFFD"], vocabulary.Symbols);
            Assert.Equal([0, .. Enumerable.Repeat(1, lone.Length), 0], vocabulary.Encode($"a{lone}a"));
            Assert.Equal([1], vocabulary.Encode("\uFFFD"));
        }
    }

    [Fact]
    public void Encode_NamesUnseenCharacters_WhenThereIsNoUnknownId()
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText("abc");
        string message = Assert.Throws<ArgumentException>("text", () => vocabulary.Encode("aé😀\u0007é")).Message;
        Assert.Contains("'é' (U+00E9) at index 1, '😀' (U+1F600) at index 2, U+0007 at index 4;", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Encode_CutsTheListShort_WhenVeryManyAreUnseen()
    {
        string unseen = string.Concat(Enumerable.Range(0x4E00, 1000).Select(code => (char)code));
        string message = Assert.Throws<ArgumentException>(() => CharacterVocabulary.FromText("abc").Encode(unseen)).Message;
        Assert.Contains("and 992 more", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1, 400);
    }

    [Fact]
    public void Encode_SkipsUnseenCharacters_AndReportsEachOnce()
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText("abc");
        Assert.Equal([0, 2], vocabulary.Encode("aé😀écé", out IReadOnlyList<string> unseen));
        Assert.Equal(["é", "😀"], unseen);

        vocabulary.Encode("abc", out unseen);
        Assert.Empty(unseen);
    }

    [Fact]
    public void Encode_MapsUnseenCharactersToUnknown_AndReportsThem()
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText("abc😀", reserveSpecials: true);
        Assert.Equal([2, 1, 1, 5, 1], vocabulary.Encode("aé\U0001F601😀é", out IReadOnlyList<string> unseen));
        Assert.Equal(["é", "\U0001F601"], unseen);
    }

    [Fact]
    public void Encode_FindsNothingBetweenKnownCharacters()
    {
        // The table ends at U+0062; what follows it in the basic plane must not be looked for among the characters beyond.
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText("ab😀");
        Assert.Empty(vocabulary.Encode("\0`c\uFFFF\U0001F5FF\U0010FFFF", out IReadOnlyList<string> unseen));
        Assert.Equal(6, unseen.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Decode_Throws_WhenAnIdIsOutOfRange(int id)
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText("abc");
        Assert.Contains($"id {id} at position 1", Assert.Throws<ArgumentException>(() => vocabulary.Decode([0, id])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Symbol(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FromJson_ReadsWhatToJsonWrites(bool specials)
    {
        CharacterVocabulary vocabulary = CharacterVocabulary.FromText(Sample + "\0\"\\\u2028\u001b", specials);
        CharacterVocabulary copy = CharacterVocabulary.FromJson(vocabulary.ToJson());
        Assert.Equal(vocabulary.Symbols, copy.Symbols);
        Assert.Equal(specials, copy.HasSpecials);
        Assert.Equal(vocabulary.Encode(Sample), copy.Encode(Sample));
        Assert.Equal(vocabulary.ToJson(), copy.ToJson());
    }

    [Fact]
    public void ToJson_IsReadable() =>
        Assert.Equal("""{"specials":true,"symbols":"\n !é"}""", CharacterVocabulary.FromText("é! \n", reserveSpecials: true).ToJson());

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"specials":false}""")]
    [InlineData("""{"specials":1,"symbols":"ab"}""")]
    [InlineData("""{"specials":false,"symbols":["a","b"]}""")]
    [InlineData("""{"specials":false,"symbols":""}""")]
    [InlineData("""{"specials":false,"symbols":"ba"}""")]
    [InlineData("""{"specials":false,"symbols":"aa"}""")]
    [InlineData("""{"specials":false,"symbols":"a\ud800"}""")]
    public void FromJson_Throws_WhenTheTextIsNotAVocabulary(string json)
    {
        string message = Assert.Throws<InvalidDataException>(() => CharacterVocabulary.FromJson(json)).Message;
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void FromJson_Throws_WhenTheTextIsNotUnicode() =>
        Assert.Throws<InvalidDataException>(() => CharacterVocabulary.FromJson("{\"specials\":false,\"symbols\":\"a\uD800\"}"));
}
