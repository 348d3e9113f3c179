using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Training;
using Unroll.Text;

namespace Unroll.Tests.Text;

public class TextGeneratorFollowTests
{
    const int Window = 7;

    static readonly int[] s_text = [.. TinyText.Ids(30)];

    [Fact]
    public void Follow_GivesTheLogitsOfEachPrefix_OfAStream() =>
        Check(TinyText.Model().Build([-1]), CharacterInput.Embedding, window: 0);

    [Theory]
    [InlineData(CharacterInput.Scalar)]
    [InlineData(CharacterInput.Raw)]
    [InlineData(CharacterInput.OneHot)]
    [InlineData(CharacterInput.Embedding)]
    public void Follow_GivesTheLogitsOfEachPrefix_OfWindows(CharacterInput input) =>
        Check(TinyText.Model(stream: false, input).Build(TinyText.Windows(input).SampleShape), input, Window);

    [Fact]
    public void Follow_GivesTheLogitsOfEachPrefix_OfAModelThatReadsAWholeWindow() =>
        Check(new Sequential(new Bidirectional(new Lstm(3)), new Dense(TinyText.Symbols)).Build([Window, 1]), CharacterInput.Scalar, Window);

    [Fact]
    public void Follow_BeginsAnew_EachTime()
    {
        using var generator = new TextGenerator(TinyText.Model().Build([-1]), TinyText.Symbols, CharacterInput.Embedding, 0, 1);
        Assert.Equal(Read(generator, s_text), Read(generator, s_text));
    }

    [Fact]
    public void Follow_ReadsNothing_BeforeASecondSymbol_AndRefusesAnEmptyText()
    {
        using var generator = new TextGenerator(TinyText.Model().Build([-1]), TinyText.Symbols, CharacterInput.Embedding, 0, 1);
        Assert.Empty(Read(generator, [3]));
        Assert.Throws<ArgumentException>(() => Read(generator, []));
    }

    static void Check(Model model, CharacterInput input, int window)
    {
        using TextGenerator generator = new(model, TinyText.Symbols, input, window, 1), other = new(model, TinyText.Symbols, input, window, 1);
        float[][] followed = Read(generator, s_text);
        Assert.Equal(s_text.Length - 1, followed.Length);
        for (int place = 1; place < s_text.Length; place++)
        {
            float[] expected = other.Logits(s_text[..place]).ToArray();
            for (int symbol = 0; symbol < expected.Length; symbol++)
                Assert.Equal(expected[symbol], followed[place - 1][symbol], 1e-5f);
        }
    }

    static float[][] Read(TextGenerator generator, int[] text)
    {
        var logits = new List<float[]>();
        generator.Follow(text, (place, values) =>
        {
            logits.Add(values.ToArray());
            Assert.Equal(logits.Count, place);
        });
        return [.. logits];
    }
}
