using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Transformers;

namespace Unroll.Tests.Transformers;

public class BertStackTests
{
    const int Time = 5;

    static readonly BertConfiguration s_sizes = new()
    {
        VocabularySize = 11, HiddenSize = 8, Layers = 2, Heads = 2, IntermediateSize = 12, MaximalPositions = 7, InitializerRange = 0.3f, HiddenDropout = 0,
        AttentionDropout = 0,
    };

    /// <summary>Two texts, of which the second one is padded.</summary>
    static readonly int[] s_ids = [3, 4, 5, 6, 7, 8, 9, 0, 0, 0];

    [Fact]
    public void Forward_IsTheBertAndThenTheLayers_WhichLeavePaddingOut()
    {
        Bert bert = Encoder();
        BertStack stack = Stack();
        stack.SetEncoder(bert);
        float[] outputs = stack.Predict(s_ids);

        // The second text without its padding.
        float[] vectors = bert.Predict(s_ids.AsSpan(5, 2), steps: 2);
        Model layers = new Sequential(new Lstm(4), new Dense(3, Activation.Softmax)).Build([-1, 8]);
        layers.SetWeights(stack.GetWeights()[^5..]);
        Assert.Equal(layers.Predict(vectors, steps: 2), outputs[3..]);
        Assert.Equal(layers.Predict(bert.Predict(s_ids.AsSpan(0, Time), steps: Time), steps: Time), outputs[..3]);
    }

    [Fact]
    public void Fit_MovesTheBertByItsFactor_AndTheLayersByTheWholeRate()
    {
        float[][] whole = Moves(Stack()), part = Moves(Stack(factor: 0.25));
        int encoder = Encoder().GetWeights().Length;
        for (int i = 0; i < whole.Length; i++)
            for (int j = 0; j < whole[i].Length; j++)
                Assert.Equal((i < encoder ? 0.25f : 1) * whole[i][j], part[i][j], 1e-6f);
        Assert.Contains(whole[..encoder], moves => moves.Any(move => Math.Abs(move) > 1e-4f));
    }

    [Fact]
    public void Fit_LeavesAFrozenBertAsItIs()
    {
        float[][] moves = Moves(Stack(freezes: true));
        int encoder = Encoder().GetWeights().Length;
        Assert.All(moves[..encoder], one => Assert.All(one, move => Assert.Equal(0, move)));
        Assert.All(moves[encoder..], one => Assert.Contains(one, move => move != 0));
        Assert.Equal(Stack(freezes: true).Parameters.TrainableCount, Stack().Parameters.Count - Encoder().Parameters.Count);
    }

    [Fact]
    public void SetEncoder_TakesABertWithAHead_AndRefusesOneOfOtherSizes()
    {
        BertStack stack = Stack();
        stack.SetEncoder((Bert)new Bert(s_sizes, BertHead.Pooler).Build([-1]));
        var wider = new BertConfiguration { VocabularySize = 12, HiddenSize = 8, Layers = 2, Heads = 2, IntermediateSize = 12, MaximalPositions = 7 };
        Assert.Contains("'embeddings.word_embeddings.weight' is (11, 8) here, there (12, 8)",
            Assert.Throws<ArgumentException>(() => stack.SetEncoder((Bert)new Bert(wider).Build([-1]))).Message, StringComparison.Ordinal);
        var deeper = new BertConfiguration { VocabularySize = 11, HiddenSize = 8, Layers = 3, Heads = 2, IntermediateSize = 12, MaximalPositions = 7 };
        Assert.Contains("more layers than the 2", Assert.Throws<ArgumentException>(() => stack.SetEncoder((Bert)new Bert(deeper).Build([-1]))).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => stack.SetEncoder(new Bert(s_sizes)));
        Assert.Throws<ArgumentException>(() => new BertStack(s_sizes));
    }

    static Bert Encoder() => (Bert)new Bert(s_sizes) { Seed = 5 }.Build([-1]);

    static BertStack Stack(double factor = 1, bool freezes = false)
    {
        var stack = new BertStack(s_sizes, new Lstm(4), new Dense(3, Activation.Softmax)) { Seed = 2, EncoderRateFactor = factor, FreezesEncoder = freezes };
        stack.Build([Time]);
        return stack;
    }

    /// <summary>What one step of plain gradient descent changes.</summary>
    static float[][] Moves(BertStack stack)
    {
        stack.SetEncoder(Encoder());
        float[][] before = stack.GetWeights();
        stack.Compile(new Sgd(0.1f), new SparseCategoricalCrossentropy());
        stack.Fit(new ArrayData(s_ids, [Time], [0, 2], []), new FitOptions { Epochs = 1, BatchSize = 2, Workers = 1 });
        return [.. stack.GetWeights().Zip(before, (after, first) => after.Zip(first, (a, b) => a - b).ToArray())];
    }
}
