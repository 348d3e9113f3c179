using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Models learn what they should, to figures that are known beforehand.</summary>
public class LearningTests
{
    /// <summary>Which of two symbols stood first in a sequence of ten: solved only by a cell that remembers.</summary>
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("layer_normalized_lstm")]
    [InlineData("layer_normalized_gru")]
    [InlineData("simple_rnn")]
    public void Fit_LearnsToRemember_TheFirstSymbol(string cell)
    {
        const int steps = 10, count = 512;
        var random = new RandomStream(RandomKey.FromSeed(5));
        int[] inputs = [.. Enumerable.Range(0, steps * count).Select(_ => random.NextInt32(2))];
        int[] targets = [.. Enumerable.Range(0, count).Select(i => inputs[i * steps])];
        Model model = new Sequential(new Embedding(2, 4), Cell(cell, 16), new Dense(2, Activation.Softmax)) { Seed = 2 }
            .Compile(new Adam(0.01f), Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
        History history = model.Fit(new ArrayData(inputs, [steps], targets, []), new FitOptions { Epochs = 40, BatchSize = 64, Workers = 2 });
        Assert.True(history["accuracy"][^1] > 0.99, history.ToString());
    }

    /// <summary>
    /// A text whose entropy is known: each symbol is the one before plus 1 with probability ¾, plus 2 with ¼. No model can go below 0.5623 nats, a
    /// good one comes near.
    /// </summary>
    [Fact]
    public void Fit_ApproachesTheEntropy_OfAMarkovText()
    {
        const int symbols = 5;
        const double entropy = 0.56233514461880835;
        var random = new RandomStream(RandomKey.FromSeed(9));
        int[] ids = new int[20_000];
        for (int i = 1; i < ids.Length; i++)
            ids[i] = (ids[i - 1] + (random.NextDouble() < 0.75 ? 1 : 2)) % symbols;
        Model model = new Sequential(new Embedding(symbols, 8), new Gru(24) { ReturnSequences = true }, new Dense(symbols)) { Seed = 1 }
            .Compile(new Adam(0.01f), new SparseCategoricalCrossentropy { FromLogits = true });
        var training = new StreamData(ids.AsMemory(0, 16_000), 20, symbols, CharacterInput.Embedding);
        var heldOut = new StreamData(ids.AsMemory(16_000), 100, symbols, CharacterInput.Embedding);
        History history = model.Fit(training, new FitOptions { Epochs = 6, BatchSize = 16, Validation = heldOut, ValidationBatchSize = 1, Workers = 2 });
        Assert.InRange(history["val_loss"][^1], entropy - 0.02, entropy + 0.02);
    }

    [Fact]
    public void Predict_AgreesWithTheTrainingLayout_ForSequencesInAndOut()
    {
        var model = new Sequential(new Lstm(5) { ReturnSequences = true }, new Dense(3)) { Seed = 8 };
        model.Build([4, 2]);
        float[] samples = [.. Enumerable.Range(0, 2 * 4 * 2).Select(i => (i % 7) / 7f)];
        float[] both = model.Predict(samples);
        Assert.Equal(model.Predict(samples.AsSpan(0, 8)), both[..12]);
        Assert.Equal(model.Predict(samples.AsSpan(8, 8)), both[12..]);
    }

    static RecurrentLayer Cell(string name, int units) => name switch
    {
        "lstm" => new Lstm(units),
        "layer_normalized_lstm" => new LayerNormalizedLstm(units),
        "layer_normalized_gru" => new LayerNormalizedGru(units),
        "gru" => new Gru(units),
        _ => new SimpleRnn(units),
    };
}
