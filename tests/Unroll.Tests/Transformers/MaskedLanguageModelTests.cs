using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Operations;
using Unroll.Optimizers;
using Unroll.Randomness;
using Unroll.Tensors;
using Unroll.Tests.Layers;
using Unroll.Tests.Support;
using Unroll.Training;
using Unroll.Transformers;

namespace Unroll.Tests.Transformers;

public sealed class MaskedLanguageModelTests
{
    const int Vocabulary = 40, Padding = 0, Mask = 4;

    static readonly TokenMasking s_masking = new(Vocabulary, Mask, 0, 1, 2, 3);

    static BertConfiguration Small(float dropout = 0) => new()
    {
        VocabularySize = Vocabulary, HiddenSize = 32, Layers = 2, Heads = 2, IntermediateSize = 64, MaximalPositions = 16, HiddenDropout = dropout,
        AttentionDropout = dropout,
    };

    /// <summary>Sentences of 5 to 14 tokens between [CLS] and [SEP].</summary>
    static int[][] Sentences(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => (int[])
            [2, .. Enumerable.Range(0, random.Next(5, 15)).Select(_ => random.Next(5, Vocabulary)), 3])];
    }

    static MaskedTokenData Data(int count, long seed = 0) => new(Sentences(count), s_masking, Padding, seed);

    static MaskedLanguageModel Model(float dropout = 0, float rate = 1e-3f, long seed = 1) => new MaskedLanguageModel(Small(dropout)) { Seed = seed }
        .Compile(new AdamW(rate), new SparseCategoricalCrossentropy { FromLogits = true }, Metric.Accuracy);

    [Fact]
    public void Cut_HidesTheTargets_AndNothingElse()
    {
        int[][] sentences = Sentences(7);
        MaskedTokenData data = Data(7);
        using var step = new TestStep();
        Batch batch = data.Cut(step.Tape.Arena, 4, 1, null);
        Tensor places = data.CutSide(step.Tape.Arena, 4, 1, null, 0);
        int rows = 3, time = batch.Inputs.Shape[0];
        Assert.Equal(sentences[4..].Max(sentence => sentence.Length), time);
        Assert.Equal(sentences[4..].Sum(sentence => s_masking.Count(sentence)), batch.Weight);
        int[] ids = batch.Inputs.Ids.ToArray(), targets = batch.Targets.Ids.ToArray();
        Assert.Contains(Mask, ids);
        for (int i = 0; i < targets.Length; i++)
            ids[places.Ids[i]] = targets[i];
        for (int row = 0; row < rows; row++)
            for (int step2 = 0; step2 < time; step2++)
                Assert.Equal(step2 < sentences[4 + row].Length ? sentences[4 + row][step2] : Padding, ids[(step2 * rows) + row]);
    }

    [Fact]
    public void Cut_MasksOthersInEveryEpoch_AndTheSameWhenMeasured()
    {
        int[] Ids(long seed, ulong? epoch)
        {
            using var step = new TestStep();
            return Data(12, seed).Cut(step.Tape.Arena, 12, 0, epoch is { } number ? RandomKey.FromSeed(1).Derive(number) : null).Inputs.Ids
                .ToArray();
        }

        Assert.NotEqual(Ids(0, 1).Order(), Ids(0, 2).Order());
        Assert.Equal(Ids(0, null), Ids(0, null));
        Assert.NotEqual(Ids(0, null), Ids(1, null));
    }

    /// <summary>The head on the chosen places alone against the head of a BERT on all of them, with the other places weighted 0.</summary>
    [Fact]
    public void Gradients_AreThoseOfTheFullHead_WithTheOtherPlacesIgnored()
    {
        var full = new Bert(Small(), BertHead.MaskedLanguage);
        full.Build([-1]);
        MaskedLanguageModel model = Model();
        model.Build([-1], [-1]);
        full.SetWeights(model.GetWeights());
        MaskedTokenData data = Data(6);

        using var step = new TestStep();
        LayerContext context = step.Context();
        Batch batch = data.Cut(step.Tape.Arena, 6, 0, null);
        int[] places = data.CutSide(step.Tape.Arena, 6, 0, null, 0).Ids.ToArray(), targets = batch.Targets.Ids.ToArray();
        Tensor logits = full.Forward(context, batch.Inputs).WithoutMask();
        Tensor labels = step.Tape.Arena.AllocateIds(batch.Inputs.Shape);
        float[] weights = new float[logits.Shape.Rows];
        labels.Ids.Clear();
        for (int i = 0; i < places.Length; i++)
            (labels.Ids[places[i]], weights[places[i]]) = (targets[i], (float)weights.Length / places.Length);
        Tensor loss = step.Tape.WeightedMean(step.Tape.CrossEntropyFromLogits(logits, labels), weights, []);
        full.Parameters.BeginPass();
        step.Tape.Backward(loss);
        full.Parameters.ClearUnwritten();

        using var training = new TrainingStep(model, workers: 1);
        double value = training.Accumulate(data, 6, 0);
        Assert.Equal(loss.Values[0], (float)value, 1e-5f);
        for (int i = 0; i < full.Parameters.Parameters.Count; i++)
            TensorAssert.Close([.. full.Parameters.Parameters[i].Gradients.ToArray().Select(gradient => (double)gradient)],
                model.Parameters.Parameters[i].Gradients, TensorAssert.Gradient, model.Parameters.Parameters[i].Name);
    }

    [Fact]
    public void Fit_LearnsThirtyTwoSentencesByHeart()
    {
        MaskedLanguageModel model = Model(rate: 3e-3f);
        MaskedTokenData data = Data(32);
        History history = model.Fit(data, new FitOptions { Epochs = 150, BatchSize = 16, Shuffle = false, Workers = 2 });
        Assert.True(history["loss"][0] > 3.4, history.ToString());
        Assert.True(history["accuracy"][^1] == 1 && history["loss"][^1] < 0.1, history.ToString());
    }

    [Fact]
    public void Fit_GivesTheSameBits_WithOneWorkerAndWithTwo()
    {
        float[][] Trained(int workers)
        {
            MaskedLanguageModel model = Model(dropout: 0.1f);
            model.Fit(Data(21), new FitOptions { Epochs = 2, BatchSize = 8, Workers = workers });
            return model.GetWeights();
        }

        Assert.Equal(Trained(1), Trained(2));
    }

    [Fact]
    public void Save_AndLoad_GiveTheSameModel_WhichABertReadsToo()
    {
        using var folder = new TemporaryFolder();
        MaskedLanguageModel model = Model();
        model.Fit(Data(16), new FitOptions { Epochs = 2, BatchSize = 8, Workers = 1 });
        model.Save(folder.Path);
        MaskedLanguageModel read = MaskedLanguageModel.Load(folder.Path, seed: 9);
        Assert.Equal(model.GetWeights(), read.GetWeights());
        Assert.Equal(9, read.Seed);
        Assert.Equal(model.GetWeights(), Bert.Load(folder.Path, BertHead.MaskedLanguage).GetWeights());
        Assert.Equal(Vocabulary, Bert.Load(folder.Path).Configuration.VocabularySize);
    }

    [Fact]
    public void RunStep_AllocatesNothing_InSteadyState()
    {
        MaskedLanguageModel model = Model(dropout: 0.1f);
        using var trainer = new Trainer(model, Data(24), new FitOptions { Epochs = int.MaxValue, BatchSize = 8, Workers = 2 });
        long bytes = Allocation.Least(() =>
        {
            trainer.Rewind();
            for (int step = 0; step < 3; step++)
                trainer.RunStep();
        });
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Constructor_RefusesTexts_InWhichNothingCanBeMasked()
    {
        Assert.Throws<ArgumentException>(() => new MaskedTokenData([], s_masking, Padding));
        Assert.Contains("Text 1", Assert.Throws<ArgumentException>(() => new MaskedTokenData([[2, 9, 3], [2, 3]], s_masking, Padding)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MaskedTokenData([[2, Vocabulary, 3]], s_masking, Padding));
    }

    [Fact]
    public void Build_RefusesData_ThatAreNotMasked() =>
        Assert.Contains(nameof(MaskedTokenData), Assert.Throws<InvalidOperationException>(() => Model().Build([8])).Message);
}
