using Unroll.Studies.Tasks.Text;
using Unroll.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public sealed class TextVocabularyTests
{
    static readonly string[] s_many = [.. Enumerable.Range(1, 11).Select(number => $"w{number}")];

    [Fact]
    public void PromptRemark_SaysWhatTheModelReadsInstead()
    {
        Assert.Null(TextVocabulary.PromptRemark(TextTokens.Words, [], "prompt"));
        Assert.Equal("the model has never seen 'dog'; it reads an unknown word, <unk>, in its place",
            TextVocabulary.PromptRemark(TextTokens.Words, ["dog"], "prompt"));
        Assert.Equal("the model has never seen 'dog', 'cow'; it reads an unknown word, <unk>, in their place",
            TextVocabulary.PromptRemark(TextTokens.Words, ["dog", "cow"], "prompt"));
        Assert.Equal("the model has never seen 'Ω' (U+03A9); it reads the text without", TextVocabulary.PromptRemark(TextTokens.Characters, ["Ω"], "text"));
    }

    [Fact]
    public void DescribeUnseen_NamesTen_AndCountsTheOthers()
    {
        string ten = string.Join(", ", s_many.Take(10).Select(word => $"'{word}'"));
        Assert.Equal(ten, TextVocabulary.DescribeUnseen(TextTokens.Words, s_many[..10]));
        Assert.Equal($"{ten} and 1 more", TextVocabulary.DescribeUnseen(TextTokens.Words, s_many));
    }

    [Theory]
    [InlineData(TextTokens.Characters, "characters", "characters")]
    [InlineData(TextTokens.Words, "words", "words")]
    [InlineData(TextTokens.BytePairs, "bpe", "tokens")]
    public void Names_AreThoseOfTheSettingAndOfAPart(TextTokens tokens, string name, string unit) =>
        Assert.Equal((name, unit), (TextVocabulary.Name(tokens), TextVocabulary.Unit(tokens)));

    [Fact]
    public void EncodedText_CountsUnknownWords_AndTheCharactersOfAll()
    {
        const string Learned = "the cat sat on the mat\nthe cat sat on the mat\n", Other = "the dog sat on the dog";
        var words = EncodedText.Of(WordVocabulary.FromText(Learned, 100), Other);
        Assert.Equal(["dog"], words.Unseen);
        Assert.Equal((2, Other.Length), (words.UnknownCount, words.Characters));
        var characters = EncodedText.Of(CharacterVocabulary.FromText(Learned), "the cat");
        Assert.Equal((0, 7L), (characters.UnknownCount, characters.Characters));
    }
}
