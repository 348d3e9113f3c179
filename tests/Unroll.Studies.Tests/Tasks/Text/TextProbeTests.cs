using Unroll.Data;
using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Text;
using Unroll.Text;

namespace Unroll.Studies.Tests.Tasks.Text;

public sealed class TextProbeTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(CharacterInput.Embedding, TextMode.Stream)]
    [InlineData(CharacterInput.Embedding, TextMode.Window)]
    [InlineData(CharacterInput.OneHot, TextMode.Stream)]
    [InlineData(CharacterInput.OneHot, TextMode.Window)]
    [InlineData(CharacterInput.Scalar, TextMode.Stream)]
    [InlineData(CharacterInput.Scalar, TextMode.Window)]
    [InlineData(CharacterInput.Raw, TextMode.Stream)]
    [InlineData(CharacterInput.Raw, TextMode.Window)]
    public void Look_GivesTheProbabilityOfEachSymbol_WhateverTheInput(CharacterInput input, TextMode mode)
    {
        TextConfiguration configuration = Configuration(Lines(60)) with { Input = input, Mode = mode };
        using PreparedRun run = configuration.Prepare(One);
        var (model, data) = ((TextModel)run.Model, (TextData)run.Data);

        // Far from the beginning, so that the probabilities tell one prefix from another.
        model.Network.SetWeights([.. model.Network.GetWeights().Select(values => (float[])[.. values.Select(value => 8 * value)])]);
        TextInsight insight = TextProbe.Look(model, configuration, data, CancellationToken.None);
        int[] ids = data.Excerpt(10_000);
        int first = mode == TextMode.Window ? configuration.Window : 1, count = Math.Min(600, ids.Length - first);
        Assert.Equal(ids[first..(first + count)].Select(model.Vocabulary.Symbol), insight.Symbols);
        Assert.Equal((count, count), (insight.Probabilities.Count, insight.Guesses.Count));
        Assert.Equal(configuration.Window, insight.Reach.Count);
        Assert.All(insight.Reach, size => Assert.True(size >= 0));
        using var generator = new TextGenerator(model.Network, model.Vocabulary.Size, input, mode == TextMode.Window ? configuration.Window : 0, 1);
        foreach (int place in new[] { 0, 1, 17, count - 1 })
        {
            double[] all = LogitProbabilities.Of(generator.Logits(ids[..(first + place)]));
            Assert.Equal(all[ids[first + place]], insight.Probabilities[place], 1e-3);
            Assert.Equal(all.OrderDescending().Take(3), insight.Guesses[place].Select(guess => guess.Probability), (one, other) => Math.Abs(one - other) < 1e-3);
        }
    }

    [Fact]
    public void Look_ReadsProbabilities_WhereTheLossComparesThem()
    {
        TextConfiguration configuration = Configuration(Lines(60)) with { Loss = "mean_squared_error", Input = CharacterInput.OneHot };
        using PreparedRun run = configuration.Prepare(One);
        run.Model.Network.SetWeights([.. run.Model.Network.GetWeights().Select(values => (float[])[.. values.Select(value => 4 * value)])]);
        TextInsight insight = TextProbe.Look((TextModel)run.Model, configuration, (TextData)run.Data, CancellationToken.None);
        string read = Lines(60)[(Lines(60).Length / 2)..];
        Predictions next = run.Model.Predict(new PredictionInput([], read[..6]), CancellationToken.None);
        Assert.Equal(next.Table.Rows.Take(3).Select(row => Math.Round(row[1].Number!.Value, 3)), insight.Guesses[5].Select(guess => Math.Round(guess.Probability, 3)));
        Assert.True(insight.Guesses[5][0].Probability > 0.2, $"{insight.Guesses[5][0].Probability}");
    }

    /// <summary>Unit 2 is told by the weights whether the symbol just read is a capital letter; the others read nothing.</summary>
    [Fact]
    public void Look_FindsTheUnit_ThatFollowsSomething()
    {
        TextConfiguration configuration = Configuration(Lines(30)) with { Input = CharacterInput.OneHot, Cell = "simple_rnn", ValidationShare = 0 };
        using PreparedRun run = configuration.Prepare(One);
        var model = (TextModel)run.Model;
        float[][] weights = model.Network.GetWeights();
        foreach (float[] values in weights)
            Array.Clear(values);
        for (int symbol = 0; symbol < model.Vocabulary.Size; symbol++)
            weights[0][(symbol * configuration.Units) + 2] = char.IsUpper(model.Vocabulary.Symbol(symbol)[0]) ? -2 : 2;
        model.Network.SetWeights(weights);
        TextInsight insight = TextProbe.Look(model, configuration, (TextData)run.Data, CancellationToken.None);
        UnitTrace unit = Assert.Single(insight.Units, one => one.Follows == "capital letters");
        Assert.Equal((2, -1), (unit.Unit, unit.Correlation));
        Assert.Equal(insight.Symbols.Select(symbol => char.IsUpper(symbol[0]) ? -1 : 1), unit.Values.Select(value => Math.Sign(value)));
    }

    /// <summary>Without its recurrent weights the trained model cannot look back, however well a new one could.</summary>
    [Fact]
    public void Look_MeasuresTheReach_OfTheTrainedWeights_FromTheLastStepBack()
    {
        TextConfiguration configuration = Configuration(Lines(60)) with { Input = CharacterInput.OneHot, Cell = "simple_rnn" };
        using PreparedRun run = configuration.Prepare(One);
        float[][] weights = run.Model.Network.GetWeights();
        Array.Clear(weights[1]);
        run.Model.Network.SetWeights(weights);
        TextInsight insight = TextProbe.Look((TextModel)run.Model, configuration, (TextData)run.Data, CancellationToken.None);
        Assert.True(insight.Reach[0] > 0);
        Assert.All(insight.Reach.Skip(1), size => Assert.Equal(0, size));
    }

    [Fact]
    public void Look_ShowsAllOfAText_ThatIsShorterThanThePassage()
    {
        TextInsight insight = Look(Configuration(Lines(2)) with { ValidationShare = 0, Batch = 4 });
        Assert.Equal(Lines(2).Length - 1, insight.Symbols.Count);
        Assert.Empty(Look(Configuration("ab ba ab b") with { ValidationShare = 0, Batch = 4, Window = 20 }).Reach);
    }

    [Fact]
    public void Look_ReadsTheTextHeldOut_AndAllOfIt_WhereNothingIs()
    {
        string text = Lines(60);
        TextConfiguration configuration = Configuration(text) with { ValidationShare = 0.25 };
        Assert.Equal(text[((text.Length * 3 / 4) + 1)..], string.Concat(Look(configuration).Symbols));
        Assert.Equal(text[1..601], string.Concat(Look(configuration with { ValidationShare = 0 }).Symbols));
    }

    public void Dispose() => _folder.Dispose();

    static RunOptions One => new() { Workers = 1 };

    static string Lines(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"The {(char)('a' + (i % 7))} Cat {(i % 3 == 0 ? "SAT" : "ran")} on\n"));

    static TextInsight Look(TextConfiguration configuration)
    {
        using PreparedRun run = configuration.Prepare(One);
        return TextProbe.Look((TextModel)run.Model, configuration, (TextData)run.Data, CancellationToken.None);
    }

    TextConfiguration Configuration(string text)
    {
        File.WriteAllText(_folder.File("text.txt"), text);
        return new() { Data = _folder.File("text.txt"), Units = 4, Layers = 1, EmbeddingUnits = 3, Window = 8, Batch = 16, ValidationShare = 0.5 };
    }
}
