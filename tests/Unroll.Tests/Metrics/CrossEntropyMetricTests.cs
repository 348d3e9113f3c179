using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Tests.Training;
using Unroll.Training;

namespace Unroll.Tests.Metrics;

public sealed class CrossEntropyMetricTests
{
    [Fact]
    public void Uniform_Predictions_HesitateBetweenAllSymbols()
    {
        using var step = new TestStep();
        foreach (bool fromLogits in (bool[])[true, false])
        {
            Tensor predictions = step.Input([3, 8], [.. Enumerable.Repeat(fromLogits ? -3f : 0.125f, 24)]), ids = step.Ids([3], [0, 7, 3]);
            Metric perplexity = new Perplexity { FromLogits = fromLogits }, bits = new BitsPerCharacter { FromLogits = fromLogits };
            perplexity.Update(predictions, ids);
            bits.Update(predictions, ids);
            Assert.Equal(8, perplexity.Result, 1e-12);
            Assert.Equal(3, bits.Result, 1e-12);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Results_FollowFromTheLoss(bool fromLogits)
    {
        using var step = new TestStep();
        float[] values = RandomArray.Uniform(40 * 11, 1, 0.01f, 3);
        Tensor predictions = step.Input([8, 5, 11], values), ids = step.Ids([8, 5], RandomArray.Ids(40, 11, 2));
        double loss = new SparseCategoricalCrossentropy { FromLogits = fromLogits }.Mean(step.Tape, predictions, ids).Values[0];
        Metric perplexity = new Perplexity { FromLogits = fromLogits }, bits = new BitsPerCharacter { FromLogits = fromLogits };
        perplexity.Update(predictions, ids);
        bits.Update(predictions, ids);
        Assert.Equal(Math.Exp(loss), perplexity.Result, 1e-5);
        Assert.Equal(loss / Math.Log(2), bits.Result, 1e-6);
    }

    [Fact]
    public void SoftTargets_CountByTheirShares()
    {
        using var step = new TestStep();
        Metric metric = Metric.BitsPerCharacter;
        metric.Update(step.Input([1, 3], [0.5f, 0.25f, 0.25f]), step.Input([1, 3], [0.5f, 0.5f, 0]));
        Assert.Equal(1.5, metric.Result, 1e-12);
    }

    [Fact]
    public void Probabilities_AreCut_AsKerasDoes_AndLogitsAreNot()
    {
        using var step = new TestStep();
        Metric probabilities = Metric.Perplexity, logits = new Perplexity { FromLogits = true };
        probabilities.Update(step.Input([1, 2], [1, 0]), step.Ids([1], [1]));
        Assert.Equal(1e7, probabilities.Result, 1e-3);
        logits.Update(step.Input([1, 2], [30, -10]), step.Ids([1], [1]));
        Assert.Equal(40, Math.Log(logits.Result), 1e-9);
        logits.Update(step.Input([1, 2], [float.NaN, -10]), step.Ids([1], [1]));
        Assert.Equal(double.NaN, logits.Result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Evaluate_GivesThePerplexityOfItsLoss_BehindASoftmaxToo(bool fromLogits)
    {
        Model model = new Sequential(new Embedding(TinyText.Symbols, 5), new Gru(7) { ReturnSequences = true },
            new Dense(TinyText.Symbols, fromLogits ? Activation.Linear : Activation.Softmax))
            .Compile(new Adam(), new SparseCategoricalCrossentropy { FromLogits = fromLogits }, new Perplexity { FromLogits = fromLogits });
        IReadOnlyDictionary<string, double> figures = model.Evaluate(TinyText.Streams(101), workers: 1);
        Assert.Equal(Math.Exp(figures["loss"]), figures["perplexity"], 1e-4);
        Assert.InRange(figures["perplexity"], 2, 2 * TinyText.Symbols);
    }

    [Fact]
    public void Update_Throws_WhenProbabilitiesAreLogits()
    {
        using var step = new TestStep();
        var error = Assert.Throws<InvalidOperationException>(() => Metric.BitsPerCharacter.Update(step.Input([1, 3], [0.5f, -2, 1]), step.Ids([1], [0])));
        Assert.Contains("FromLogits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Update_Throws_ForOneOutput_AndForAnIdBeyondTheSymbols()
    {
        using var step = new TestStep();
        Assert.Contains("1", Assert.Throws<InvalidOperationException>(() => Metric.Perplexity.Update(step.Input([1, 1], [1]), step.Ids([1], [0]))).Message,
            StringComparison.Ordinal);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Metric.Perplexity.Update(step.Input([1, 2], [1, 0]), step.Ids([1], [2])));
        Assert.Contains("0 to 1", error.Message, StringComparison.Ordinal);
    }
}
