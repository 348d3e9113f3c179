using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Golden;
using Unroll.Tests.Layers;
using Unroll.Tests.Support;
using Unroll.Training;
using Unroll.Transformers;

namespace Unroll.Tests.Transformers;

public sealed class BertTests
{
    const string Published = "bert-tiny-random";

    static readonly BertConfiguration s_small = new()
    {
        VocabularySize = 30, HiddenSize = 24, Layers = 2, Heads = 3, IntermediateSize = 40, MaximalPositions = 16, HiddenDropout = 0, AttentionDropout = 0,
    };

    [Fact]
    public void Outputs_AndTheGradientOfEveryWeight_AreThoseOfThePublishedModel()
    {
        var published = new PublishedModel(Published);
        Bert model = Bert.Load(published.Folder, BertHead.Pooler);
        Assert.Empty(model.UnusedWeights);
        using var step = new TestStep();
        LayerContext context = step.Context();
        Tensor hidden = model.Encode(context, published.Ids(step, "token_ids", "attention_mask"), published.Ids(step, "token_type_ids"));
        Tensor pooled = model.ApplyHead(context, hidden);
        TensorAssert.Close(published.Expected.Array("last_hidden_state").InEngineOrder, hidden.Values, TensorAssert.Forward, "hidden");
        TensorAssert.Close(published.Expected.Array("pooler_output").Data, pooled.Values, TensorAssert.Forward, "pooled");

        GoldenArray hiddenGradient = published.Expected.Array("last_hidden_stateGradient"), pooledGradient = published.Expected.Array("pooler_outputGradient");
        Tensor loss = step.Tape.Add(
            step.Tape.Sum(step.Tape.Multiply(hidden.WithoutMask(), step.Input(hidden.Shape, hiddenGradient.InEngineOrder, requiresGradient: false))),
            step.Tape.Sum(step.Tape.Multiply(pooled, step.Input(pooled.Shape, pooledGradient.Data, requiresGradient: false))));
        model.Parameters.BeginPass();
        step.Tape.Backward(loss);
        model.Parameters.ClearUnwritten();
        published.CheckGradients(model);
    }

    [Fact]
    public void Forward_IsTheSameToTheBit_WhateverPaddingFollows()
    {
        var model = new Bert(s_small);
        model.Build([-1]);
        int[] ids = [4, 7, 9, 29, 3], padded = [.. ids, 0, 0, 0, 0, 0, 0, 0];
        Assert.Equal(model.Predict(ids, steps: 5), model.Predict(padded, steps: 12)[..(5 * 24)]);
    }

    [Fact]
    public void Forward_IsTheSameToTheBit_BesideLongerTexts()
    {
        var model = new Bert(s_small, BertHead.MaskedLanguage);
        model.Build([-1]);
        int[] text = [4, 7, 9], longer = [5, 8, 2, 17, 26, 11, 3];
        float[] alone = model.Predict(text, steps: 3), beside = model.Predict([.. text, 0, 0, 0, 0, .. longer], steps: 7);
        Assert.Equal(alone, beside[..(3 * 30)]);
    }

    [Fact]
    public void Forward_ReadsSegments_AsASideInput()
    {
        var model = new Bert(s_small, BertHead.Pooler);
        model.Build([4], [4]);
        float[] Predict(params int[] segments) => model.Predict([new Samples([4, 7, 9, 3], [4]), new Samples(segments, [4])]).Values;
        Assert.NotEqual(Predict(0, 0, 0, 0), Predict(0, 0, 1, 1));
        var without = new Bert(s_small, BertHead.Pooler);
        without.Build([4]);
        Assert.Equal(without.Predict([4, 7, 9, 3]), Predict(0, 0, 0, 0));
    }

    [Fact]
    public void Fit_LearnsThirtyTwoSentencesByHeart()
    {
        const int Sentences = 32, Length = 8, Mask = 1;
        int[] ids = [.. RandomArray.Ids(Sentences * Length, 27, 5).Select(id => id + 3)], masked = [.. ids];
        for (int i = 0; i < ids.Length; i += 4)
            masked[i + (i / 4 % 4)] = Mask;
        var model = new Bert(s_small, BertHead.MaskedLanguage) { Seed = 1 };
        model.Compile(new Adam(0.005f), new SparseCategoricalCrossentropy { FromLogits = true });
        History history = model.Fit(new Samples(masked, [Length]), new Samples(ids, [Length]), new FitOptions { Epochs = 150, BatchSize = 16, Workers = 2 });
        Assert.True(history["loss"][^1] < 0.05, $"The loss is {history["loss"][^1]}.");
        float[] logits = model.Predict(masked);
        for (int i = 0; i < ids.Length; i++)
            Assert.Equal(ids[i], ((ReadOnlySpan<float>)logits.AsSpan(i * 30, 30)).IndexOf(logits.AsSpan(i * 30, 30).ToArray().Max()));
    }

    [Fact]
    public void RunStep_AllocatesNothing()
    {
        var sizes = new BertConfiguration { VocabularySize = 30, HiddenSize = 24, Layers = 2, Heads = 3, IntermediateSize = 40, MaximalPositions = 16 };
        var model = new Bert(sizes, BertHead.MaskedLanguage);
        int[] ids = RandomArray.Ids(20 * 8, 30, 5);
        model.Compile(new Adam(), new SparseCategoricalCrossentropy { FromLogits = true });
        using var trainer = new Trainer(model, new ArrayData(ids, [8], ids, [8]), new FitOptions { BatchSize = 8, Workers = 2 });
        for (int epoch = 0; epoch < 2; epoch++, trainer.Rewind())
            for (int batch = 0; batch < trainer.BatchesPerEpoch; batch++)
                trainer.RunStep();
        Assert.Equal(0, Allocation.Least(() =>
        {
            trainer.RunStep();
            if (trainer.Batch == trainer.BatchesPerEpoch)
                trainer.Rewind();
        }));
    }

    [Fact]
    public void BaseModel_HasThePublishedNumberOfWeights()
    {
        var model = new Bert(new BertConfiguration(), BertHead.Pooler);
        model.Build([-1]);
        Assert.Equal(109_482_240, model.Parameters.Count);
    }

    [Fact]
    public void Forward_Throws_NamingWhatIsWrong()
    {
        using var step = new TestStep();
        var model = new Bert(s_small);
        model.Build([-1]);
        ArgumentException tooLong = Assert.Throws<ArgumentException>(() => model.Encode(step.Context(), step.Ids([17, 1], new int[17])));
        Assert.Contains("16 places", tooLong.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => model.Encode(step.Context(), step.Ids([4, 1], new int[4]), step.Ids([3, 1], new int[3])));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Encode(step.Context(), step.Ids([1, 1], [30])));
        Assert.Throws<ArgumentException>(() => new Bert(new BertConfiguration { HiddenSize = 10, Heads = 3 }));
        Assert.Throws<InvalidOperationException>(() => new Bert(s_small).Build([4], [4], [4]));
    }
}
