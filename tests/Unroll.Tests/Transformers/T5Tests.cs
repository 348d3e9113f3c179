using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Layers;
using Unroll.Tests.Support;
using Unroll.Text;
using Unroll.Training;
using Unroll.Transformers;

namespace Unroll.Tests.Transformers;

public sealed class T5Tests
{
    public static TheoryData<string> Published => ["t5-tiny-random", "t5-v1_1-tiny-random"];

    static readonly T5Configuration s_small = new()
    {
        VocabularySize = 20, ModelSize = 24, HeadSize = 8, FeedForwardSize = 40, Layers = 2, Heads = 3, Dropout = 0,
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Outputs_AndTheGradientOfEveryWeight_AreThoseOfThePublishedModel(string name)
    {
        var published = new PublishedModel(name);
        T5 model = T5.Load(published.Folder);
        Assert.Empty(model.UnusedWeights);
        using var step = new TestStep();
        LayerContext context = step.Context();
        Tensor encoded = model.Encode(context, published.Ids(step, "input_ids", "attention_mask"));
        TensorAssert.Close(published.Expected.Array("encoder_last_hidden_state").InEngineOrder, encoded.Values, TensorAssert.Forward, "encoded");
        Tensor logits = model.Decode(context, published.Ids(step, "decoder_input_ids"), encoded);
        TensorAssert.Close(published.Expected.Array("logits").InEngineOrder, logits.Values, TensorAssert.Forward, "logits");

        model.Parameters.BeginPass();
        step.Tape.Backward(logits, published.Expected.Array("logitsGradient").InEngineOrder);
        model.Parameters.ClearUnwritten();
        published.CheckGradients(model);
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Generate_GivesTheSameIdsAndBits_WithAndWithoutKeptKeysAndValues(string name)
    {
        T5 model = T5.Load(PublishedModel.FolderOf(name));
        using var kept = new T5Generator(model, workers: 2);
        using var anew = new T5Generator(model, workers: 1) { KeepsKeysAndValues = false };
        foreach (int beams in new[] { 1, 3 })
        {
            int[] text = [7, 30, 12, 0, 9, 1];
            IReadOnlyList<BeamHypothesis> first = kept.Generate(text, maximalLength: 20, beams), second = anew.Generate(text, maximalLength: 20, beams);
            Assert.Equal(second.Select(hypothesis => string.Join(' ', hypothesis.Ids)), first.Select(hypothesis => string.Join(' ', hypothesis.Ids)));
            Assert.Equal(second.Select(hypothesis => hypothesis.LogProbability), first.Select(hypothesis => hypothesis.LogProbability));
            Assert.Equal(beams, first.Count);
        }
    }

    [Fact]
    public void Decode_IsTheSameToTheBit_WhateverPaddingTheFirstTextHas()
    {
        var model = new T5(s_small) { Seed = 2 };
        model.Build([-1], [-1]);
        using var step = new TestStep();
        LayerContext context = step.Context();
        Tensor decoder = step.Ids([3, 1], [0, 5, 6]);
        float[] alone = model.Decode(context, decoder, model.Encode(context, step.Ids([4, 1], [9, 3, 17, 1]))).Values.ToArray();
        float[] padded = model.Decode(context, decoder, model.Encode(context, step.Ids([30, 1], [9, 3, 17, 1, .. new int[26]]))).Values.ToArray();
        Assert.Equal(alone, padded);
    }

    [Fact]
    public void Predict_GivesLogits_ForTextsOfAnyTwoLengths()
    {
        var model = new T5(s_small) { Seed = 2 };
        model.Build([-1], [-1]);
        Prediction prediction = model.Predict(new Samples([9, 3, 17, 1, 4, 8], [3]), new Samples([0, 5, 6, 7, 0, 2, 3, 4], [4]));
        Assert.Equal([2, 4, 20], prediction.Shape);
        Prediction shorter = model.Predict(new Samples([9, 3, 17], [3]), new Samples([0, 5], [2]));
        Assert.Equal(prediction.Values[..(2 * 20)], shorter.Values);
    }

    [Fact]
    public void Fit_LearnsToWriteATextBackwards_AndGenerateWritesIt()
    {
        const int Texts = 64, Length = 4;
        int[] texts = [.. RandomArray.Ids(Texts * Length, 10, 3).Select(id => id + 5)];
        int[] targets = [.. texts.Chunk(Length).SelectMany(text => Enumerable.Reverse(text).Append(1))];
        int[] shifted = [.. targets.Chunk(Length + 1).SelectMany(text => text[..^1].Prepend(0))];
        var model = new T5(s_small) { Seed = 4 };
        model.Compile(new Adam(0.003f), new SparseCategoricalCrossentropy { FromLogits = true });
        model.Fit([new Samples(texts, [Length]), new Samples(shifted, [Length + 1])], new Samples(targets, [Length + 1]),
            new FitOptions { Epochs = 60, BatchSize = 16, Workers = 2 });
        using var generator = new T5Generator(model);
        bool Writes(int[] text, int beams) => generator.Generate(text, 10, beams)[0].Ids.SequenceEqual([.. Enumerable.Reverse(text), 1]);
        int right = texts.Chunk(Length).Count(text => Writes(text, 1) && Writes(text, 3));
        Assert.InRange(right, 60, Texts);
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void GenerateEach_AnswersATextAsAlone_ToTheBit(string name)
    {
        T5 model = T5.Load(PublishedModel.FolderOf(name));
        int[][] texts = [[7, 30, 12, 1], [9, 1], [4, 4, 17, 22, 36, 8, 1], [9, 1]];
        using var alone = new T5Generator(model, workers: 1);
        using var together = new T5Generator(model, workers: 2);
        using var anew = new T5Generator(model, workers: 2) { KeepsKeysAndValues = false };
        BeamHypothesis[] expected = [.. texts.Select(text => alone.Generate(text, maximalLength: 20)[0])];
        Assert.True(expected.Select(answer => answer.Ids.Count).Distinct().Count() > 1 || expected[0].Ids.Count == 20);
        foreach (IReadOnlyList<BeamHypothesis> answers in
            new[] { together.GenerateEach(texts, maximalLength: 20), anew.GenerateEach(texts, maximalLength: 20) })
        {
            Assert.Equal(expected.Select(answer => string.Join(' ', answer.Ids)), answers.Select(answer => string.Join(' ', answer.Ids)));
            Assert.Equal(expected.Select(answer => answer.LogProbability), answers.Select(answer => answer.LogProbability));
        }

        Assert.Empty(together.GenerateEach([]));
    }

    [Fact]
    public void Score_IsTheProbabilityWithWhichAnAnswerIsWritten()
    {
        T5 model = T5.Load(PublishedModel.FolderOf("t5-tiny-random"));
        using var generator = new T5Generator(model, workers: 2);
        int[][] texts = [[7, 30, 12, 1], [9, 1]];
        BeamHypothesis[] written = [.. texts.Select(text => generator.Generate(text, maximalLength: 5)[0])];
        double[,] scores = generator.Score(texts, [[.. written[0].Ids], [.. written[1].Ids]]);
        Assert.Equal(written[0].LogProbability, scores[0, 0]);
        Assert.Equal(written[1].LogProbability, scores[1, 1]);

        // Every answer begins with one of the tokens.
        double[,] first = generator.Score(texts, [.. Enumerable.Range(0, model.Configuration.VocabularySize).Select(id => (int[])[id])]);
        Assert.Equal(1, Enumerable.Range(0, model.Configuration.VocabularySize).Sum(id => Math.Exp(first[0, id])), 5);
        Assert.Equal("answers", Assert.Throws<ArgumentException>(() => generator.Score(texts, [[]])).ParamName);
        Assert.Equal("texts", Assert.Throws<ArgumentOutOfRangeException>(() => generator.Score([[41]], texts)).ParamName);
    }

    [Fact]
    public void Evaluate_LeavesOutWhatFollowsTheEnd()
    {
        var model = new T5(s_small) { Seed = 2 };
        model.Compile(new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy);
        IReadOnlyDictionary<string, double> Measure(int[] before, int[] targets) =>
            model.Evaluate([new Samples([9, 3, 1], [3]), new Samples(before, [before.Length])], new Samples(targets, [targets.Length]));
        IReadOnlyDictionary<string, double> alone = Measure([0, 7], [7, 1]);
        Assert.Equal(alone, Measure([0, 7, 1, 0, 0], [7, 1, 0, 0, 0]));
        Assert.Equal(alone, Measure([0, 7, 0], [7, 1, 13]));
        Assert.Equal(Measure([0], [1]), Measure([0, 0], [1, 13]));
        Assert.NotEqual(alone["loss"], Measure([0, 7, 8], [7, 1, 13])["loss"]);
    }

    [Fact]
    public void RunStep_AllocatesNothing()
    {
        var model = new T5(new T5Configuration
        {
            VocabularySize = 20, ModelSize = 24, HeadSize = 8, FeedForwardSize = 40, Layers = 2, Heads = 3, IsGated = true, TiesEmbeddings = false,
        });
        int[] ids = RandomArray.Ids(20 * 6, 20, 5);
        model.Compile(new Adam(), new SparseCategoricalCrossentropy { FromLogits = true });
        var data = new ArrayData([new Samples(ids, [6]), new Samples(ids, [6])], new Samples(ids, [6]));
        using var trainer = new Trainer(model, data, new FitOptions { BatchSize = 8, Workers = 2 });
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
    public void SmallModel_HasThePublishedNumberOfWeights()
    {
        var model = new T5(new T5Configuration());
        model.Build([-1], [-1]);
        Assert.Equal(60_506_624, model.Parameters.Count);
    }

    [Fact]
    public void Model_Throws_NamingWhatIsWrong()
    {
        Assert.Contains("two inputs", Assert.Throws<InvalidOperationException>(() => new T5(s_small).Build([4])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new T5Generator(new T5(s_small)));
        Assert.Throws<ArgumentException>(() => new T5(new T5Configuration { Buckets = 10 }));
        Assert.Throws<ArgumentException>(() => new T5(new T5Configuration { VocabularySize = 1 }));
        var model = new T5(s_small);
        model.Build([-1], [-1]);
        using var generator = new T5Generator(model, workers: 1);
        Assert.Equal("ids", Assert.Throws<ArgumentException>(() => generator.Generate([])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => generator.Generate([20]));
    }
}
