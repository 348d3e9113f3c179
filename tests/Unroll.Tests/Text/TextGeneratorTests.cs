using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Training;
using Unroll.Text;

namespace Unroll.Tests.Text;

public class TextGeneratorTests
{
    [Fact]
    public void Generate_FromACarriedState_EqualsReadingTheWholeTextAnew()
    {
        Model model = TinyText.Model().Build([-1]);
        int[] prime = [1, 2, 3];
        int[] written = Write(model, CharacterInput.Embedding, window: 0, prime, 20);
        using var session = new InferenceSession(model, 1);
        var text = new List<int>(prime);
        for (int i = 0; i < 20; i++)
            text.Add(ArgMax(session.Continue([.. text])));
        Assert.Equal(text.Skip(3), written);
    }

    [Fact]
    public void Generate_WritesWords_AndNeverAnUnknownOne()
    {
        WordVocabulary vocabulary = WordVocabulary.FromText("the cat and the cat and the dog and the dog");
        Model model = new Sequential([new Embedding(vocabulary.Size, 4), new Gru(4) { ReturnSequences = true }, new Dense(vocabulary.Size)]).Build([-1]);
        using var generator = new TextGenerator(model, vocabulary, 1);
        string text = generator.Generate("the zebra", 50, seed: 1);
        Assert.Equal(50, text.Count(letter => letter == ' ') + (text[0] == ' ' ? 0 : 1));
        Assert.DoesNotContain("unk", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CharacterInput.Scalar)]
    [InlineData(CharacterInput.OneHot)]
    [InlineData(CharacterInput.Embedding)]
    public void Generate_BySlidingTheWindow_ReadsTheLastWindowOnly(CharacterInput input)
    {
        Model model = TinyText.Model(stream: false, input).Build(TinyText.Windows(input).SampleShape);
        int[] longPrime = [4, 4, 9, 1, 2, 3, 4, 5, 6, 7], lastWindow = longPrime[^7..];
        Assert.Equal(Write(model, input, 7, lastWindow, 15), Write(model, input, 7, longPrime, 15));
    }

    /// <summary>All windows at once, and each alone: the same characters, from a growing window on until rows have been used again.</summary>
    [Theory]
    [InlineData(CharacterInput.Scalar)]
    [InlineData(CharacterInput.OneHot)]
    [InlineData(CharacterInput.Embedding)]
    public void Generate_ByStaggeredWindows_EqualsReadingEachWindowAlone(CharacterInput input)
    {
        Model model = TinyText.Model(stream: false, input).Build(TinyText.Windows(input).SampleShape);
        Assert.True(StaggeredWindows.Suit(model));
        foreach (int[] prime in new int[][] { [2], [4, 4, 9, 1, 2, 3, 4, 5, 6, 7] })
        {
            var text = new List<int>(prime);
            using var generator = new TextGenerator(model, TinyText.Symbols, input, 7, 1);
            for (int i = 0; i < 25; i++)
                text.Add(ArgMax(generator.Logits(text)));
            Assert.Equal(text.Skip(prime.Length), Write(model, input, 7, prime, 25));
            Assert.Equal(text[^1], ArgMax(generator.Logits(text[..^1])));
        }
    }

    [Fact]
    public void StaggeredWindows_DoNotSuitModelsThatReadAWholeWindow()
    {
        Model both = new Sequential(new Bidirectional(new Lstm(3)), new Dense(TinyText.Symbols)).Build([7, 1]);
        Model backwards = new Sequential(new Lstm(3) { GoBackwards = true }, new Dense(TinyText.Symbols)).Build([7, 1]);
        Assert.False(StaggeredWindows.Suit(both));
        Assert.False(StaggeredWindows.Suit(backwards));
        Assert.Equal(9, Write(backwards, CharacterInput.Scalar, 7, [1, 2, 3], 9).Length);
    }

    [Fact]
    public void Generate_TakesPrimesShorterThanTheWindow()
    {
        Model model = TinyText.Model(stream: false, CharacterInput.Scalar).Build(TinyText.Windows(CharacterInput.Scalar).SampleShape);
        Assert.Equal(12, Write(model, CharacterInput.Scalar, 7, [2], 12).Length);
    }

    [Fact]
    public void Generate_Throws_WithoutAPrime()
    {
        Model model = TinyText.Model().Build([-1]);
        using var generator = new TextGenerator(model, TinyText.Symbols, CharacterInput.Embedding, 0, 1);
        Assert.Throws<ArgumentException>(() => generator.Generate([], 1, new Sampler(TinyText.Symbols, new SamplingOptions(), new RandomStream(default))));
    }

    [Theory]
    [InlineData(CharacterInput.Embedding, 0)]
    [InlineData(CharacterInput.Scalar, 7)]
    public void Generate_AllocatesNothing_FromSymbolToSymbol(CharacterInput input, int window)
    {
        Model model = window == 0 ? TinyText.Model().Build([-1]) : TinyText.Model(stream: false, input).Build(TinyText.Windows(input).SampleShape);
        using var generator = new TextGenerator(model, TinyText.Symbols, input, window, 2);
        var sampler = new Sampler(TinyText.Symbols, new SamplingOptions(), new RandomStream(default));
        using IEnumerator<int> text = generator.Generate([1, 2, 3], 10_000, sampler).GetEnumerator();
        for (int i = 0; i < 100; i++)
            text.MoveNext();
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 20; i++)
                Assert.True(text.MoveNext());
        }));
    }

    [Theory]
    [InlineData(CharacterInput.Scalar)]
    [InlineData(CharacterInput.OneHot)]
    [InlineData(CharacterInput.Embedding)]
    public void Generate_FromAString_EqualsSamplingWithTheVocabulary(CharacterInput input)
    {
        var vocabulary = CharacterVocabulary.FromText("abcdefghijk");
        Model model = TinyText.Model(stream: false, input).Build(TinyText.Windows(input).SampleShape);
        using var generator = new TextGenerator(model, vocabulary, workers: 1);
        Assert.Equal(vocabulary.Decode(Write(model, input, 7, vocabulary.Encode("cab"), 20)), generator.Generate("cab", 20, temperature: 0));
        Assert.Equal(generator.Generate("cab", 30, 0.7f, seed: 1), generator.Generate("cab", 30, 0.7f, seed: 1));
        Assert.NotEqual(generator.Generate("cab", 30, 0.7f, seed: 1), generator.Generate("cab", 30, 0.7f, seed: 2));
    }

    [Fact]
    public void Generate_CarriesTheState_WhereTheModelReadsSequencesOfAnyLength()
    {
        var vocabulary = CharacterVocabulary.FromText("abcdefghijk");
        Model model = TinyText.Model().Build([-1]);
        using var generator = new TextGenerator(model, vocabulary, workers: 1);
        Assert.Equal(vocabulary.Decode(Write(model, CharacterInput.Embedding, 0, vocabulary.Encode("cab"), 20)), generator.Generate("cab", 20, temperature: 0));
    }

    [Fact]
    public void Generate_ReadsProbabilities_WhereTheModelEndsInASoftmax()
    {
        var vocabulary = CharacterVocabulary.FromText("abc");
        Sequential model = new(new Lstm(4), new Dense(3, Activation.Softmax));
        model.Build([5, 3]);
        using var generator = new TextGenerator(model, vocabulary, workers: 1);
        Assert.True(generator.ReadsProbabilities);
        Assert.Equal(8, generator.Generate("ab", 8).Length);
    }

    [Fact]
    public void Constructor_Throws_WhenTheModelDoesNotFitTheVocabulary()
    {
        Model model = TinyText.Model(stream: false, CharacterInput.Scalar).Build(TinyText.Windows(CharacterInput.Scalar).SampleShape);
        var other = CharacterVocabulary.FromText("abc");
        string message = Assert.Throws<ShapeMismatchException>(() => new TextGenerator(model, other)).Message;
        Assert.Contains("each of the 3 symbols", message, StringComparison.Ordinal);
        using var generator = new TextGenerator(model, TinyText.Symbols, CharacterInput.Scalar, 7, 1);
        Assert.Contains("vocabulary", Assert.Throws<InvalidOperationException>(() => generator.Generate("a", 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StaggeredWindows_SuitAUsersOwnLayer_ThatReadsStepByStep()
    {
        Model model = new Sequential(new Twice(), new Lstm(3), new Dense(TinyText.Symbols)).Build([7, 1]);
        Assert.True(StaggeredWindows.Suit(model));
        Assert.False(StaggeredWindows.Suit(new Sequential(new Flatten(), new Dense(TinyText.Symbols)).Build([7, 1])));
    }

    sealed class Twice : Layer
    {
        public override bool ReadsStepByStep => true;

        public override Shape Build(LayerBuilder builder, Shape input) => input;

        public override Tensor Forward(LayerContext context, Tensor input) => context.Tape.Add(input, input);
    }

    static int[] Write(Model model, CharacterInput input, int window, int[] prime, int length)
    {
        using var generator = new TextGenerator(model, TinyText.Symbols, input, window, 1);
        var sampler = new Sampler(TinyText.Symbols, new SamplingOptions { Temperature = 0 }, new RandomStream(default));
        return [.. generator.Generate(prime, length, sampler)];
    }

    static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
            if (values[i] > values[best])
                best = i;
        return best;
    }
}
