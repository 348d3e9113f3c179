using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Support;

namespace Unroll.Tests.Models;

public sealed class InferenceSessionTests
{
    [Fact]
    public void Predict_GivesEachSampleWhatItGetsAlone()
    {
        var model = new Sequential(
            new Lstm(20) { ReturnSequences = true }, new Dropout(0.5f), new Gru(6) { ReturnSequences = true }, new Dense(3, Activation.Softmax));
        model.Build([4, 5]);
        float[] samples = RandomArray.Uniform(7 * 20, 1);
        float[] all = model.Predict(samples);
        Assert.Equal(7 * 4 * 3, all.Length);
        for (int sample = 0; sample < 7; sample++)
            Assert.Equal(model.Predict(samples.AsSpan(sample * 20, 20)), all[(sample * 12)..((sample + 1) * 12)]);
        Assert.Empty(model.Predict(Array.Empty<float>()));
    }

    [Fact]
    public void Predict_OfFeatures_AndOfIds()
    {
        var dense = new Sequential(new Dense(1) { KernelInitializer = Unroll.Parameters.Initializer.Ones });
        dense.Build([3]);
        Assert.Equal([6, 15], dense.Predict([1f, 2, 3, 4, 5, 6]));

        var embedding = new Sequential(new Embedding(4, 2));
        embedding.Build([3]);
        float[] table = embedding.Parameters.Values.ToArray();
        Assert.Equal(new[] { 1, 0, 3, 2, 2, 1 }.SelectMany(id => table.Skip(2 * id).Take(2)), embedding.Predict([1, 0, 3, 2, 2, 1]));

        var single = new Sequential(new Embedding(4, 2));
        single.Build([]);
        Assert.Equal(single.Parameters.Values.Slice(6, 2).ToArray(), single.Predict([3]));
    }

    [Fact]
    public void Predict_Throws_WhenSamplesAreNotWhole_OrOfTheOtherKind()
    {
        var values = new Sequential(new Lstm(2));
        values.Build([4, 5]);
        Assert.Contains("(4, 5)", Assert.Throws<ArgumentException>(() => values.Predict(new float[19])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => values.Predict(new int[20]));
        var ids = new Sequential(new Embedding(4, 2), new Lstm(2));
        ids.Build([3]);
        Assert.Throws<ArgumentException>(() => ids.Predict(new int[4]));
        Assert.Throws<ArgumentException>(() => ids.Predict(new float[3]));
        Assert.Throws<InvalidOperationException>(() => new Sequential(new Dense(1)).Predict(new float[1]));
        var open = new Sequential(new Lstm(2));
        open.Build([-1, 5]);
        Assert.Throws<InvalidOperationException>(() => open.Predict(new float[20]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Continue_GoesOnWhereTheSequenceEnded(int workers)
    {
        var model = new Sequential(
            new Embedding(9, 5), new Gru(7) { ReturnSequences = true }, new Lstm(6) { ReturnSequences = true },
            new LayerNormalizedLstm(5) { ReturnSequences = true }, new LayerNormalizedGru(4) { ReturnSequences = true }, new Dense(9, Activation.Softmax));
        model.Build([8]);
        int[] ids = RandomArray.Ids(8, 9, 1);
        float[] whole = model.Predict(ids);
        using var session = new InferenceSession(model, workers, carriesState: true);
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal(whole.AsSpan(2 * 9, 9), session.Continue(ids.AsSpan(0, 3)));
            for (int i = 3; i < 8; i++)
                Assert.Equal(whole.AsSpan(i * 9, 9), session.Continue(ids.AsSpan(i, 1)));
            session.ResetState();
        }
    }

    [Fact]
    public void Continue_OfFeatures_GivesTheLastOutput()
    {
        var model = new Sequential(new SimpleRnn(4));
        model.Build([3, 2]);
        float[] x = RandomArray.Uniform(6, 1), last = model.Predict(x);
        using var session = new InferenceSession(model, carriesState: true);
        session.Continue(x.AsSpan(0, 2), features: 2);
        Assert.Equal(last, session.Continue(x.AsSpan(2, 4), features: 2));
        Assert.Throws<ArgumentException>(() => session.Continue(new float[3], features: 2).Length);
        Assert.Throws<ArgumentException>(() => session.Continue([1, 2]).Length);
        using var forgetful = new InferenceSession(model);
        forgetful.Continue(x.AsSpan(0, 2), features: 2);
        Assert.NotEqual(last, forgetful.Continue(x.AsSpan(2, 4), features: 2).ToArray());
    }

    [Fact]
    public void Predict_CutsBatchesAtTheLimit_WithTheSameBits()
    {
        var model = new Sequential(new Lstm(20) { ReturnSequences = true }, new Gru(6), new Dense(3, Activation.Softmax));
        model.Build([4, 5]);
        float[] samples = RandomArray.Uniform(11 * 20, 1);
        using var whole = new InferenceSession(model) { BatchLimit = 11 };
        float[] expected = whole.Predict(samples);
        foreach (int limit in new[] { 1, 3, 5, 11, 100 })
        {
            using var session = new InferenceSession(model, workers: 2) { BatchLimit = limit };
            float[] output = new float[11 * 3];
            session.Predict(samples, output);
            Assert.Equal(expected, output);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new InferenceSession(model) { BatchLimit = 0 });
    }

    /// <summary>Keras #13118: predicting in a loop must neither leak nor slow down.</summary>
    [Fact]
    public void Predict_IntoASpan_AllocatesNothing_OnceTheLargestBatchWasSeen()
    {
        var values = new Sequential(new Lstm(9) { ReturnSequences = true }, new Dropout(0.5f), new Gru(6), new Dense(3, Activation.Softmax));
        values.Build([-1, 5]);
        var ids = new Sequential(new Embedding(7, 4), new Lstm(6) { ReturnSequences = true }, new Dense(7));
        ids.Build([6]);
        using InferenceSession first = new(values, workers: 2) { BatchLimit = 8 }, second = new(ids, workers: 2, carriesState: true);
        float[] samples = RandomArray.Uniform(21 * 4 * 5, 1), output = new float[21 * 3];
        int[] symbols = RandomArray.Ids(10 * 6, 7, 2);
        float[] logits = new float[10 * 6 * 7];
        for (int i = 0; i < 3; i++)
            Round();

        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 5; i++)
                Round();
        }));

        void Round()
        {
            for (int rows = 1; rows <= 21; rows += 10)
                first.Predict(samples.AsSpan(0, rows * 20), output.AsSpan(0, rows * 3), steps: 4);
            first.Predict(samples.AsSpan(0, 5), output.AsSpan(0, 3), steps: 1);
            second.Predict(symbols, logits);
            second.Predict(symbols.AsSpan(0, 1), logits.AsSpan(0, 7), steps: 1);
            second.ResetState();
        }
    }

    [Fact]
    public void State_GoesOnRowByRow_ForAnyNumberOfRows()
    {
        var model = new Sequential(new Lstm(6) { ReturnSequences = true }, new Gru(5), new Dense(2));
        model.Build([-1, 3]);
        using var session = new InferenceSession(model) { BatchLimit = 2 };
        float[] x = RandomArray.Uniform(7 * 4 * 3, 1);
        float[] expected = session.Predict(x, steps: 4);

        // Seven streams together, one step at a time, in one state; then each stream alone with a state of its own.
        session.State = new ModelState();
        float[] output = new float[7 * 2];
        for (int step = 0; step < 4; step++)
            session.Predict([.. Enumerable.Range(0, 7).SelectMany(row => Step(row, step))], output, steps: 1);
        Assert.Equal(expected, output);
        for (int row = 0; row < 7; row++)
        {
            session.State = new ModelState();
            for (int step = 0; step < 4; step++)
                session.Predict(Step(row, step), output.AsSpan(0, 2), steps: 1);
            Assert.Equal(expected.AsSpan(2 * row, 2), output.AsSpan(0, 2));
        }

        session.State = null;
        session.Predict(Step(0, 3), output.AsSpan(0, 2), steps: 1);
        Assert.NotEqual(expected[..2], output[..2]);

        float[] Step(int row, int step) => x[(((row * 4) + step) * 3)..(((row * 4) + step + 1) * 3)];
    }

    [Fact]
    public void Predict_Throws_WhenTheOutputHasAnotherLength_OrTheStepsAreUnknown()
    {
        var model = new Sequential(new Lstm(2) { ReturnSequences = true });
        model.Build([-1, 5]);
        var error = Assert.Throws<ArgumentException>(() => model.Predict(new float[20], new float[3], steps: 2));
        Assert.Contains("(2, 2)", error.Message, StringComparison.Ordinal);
        Assert.Contains("8 numbers", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => model.Predict(new float[20], new float[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Predict(new float[20], new float[8], steps: 0));
        Assert.Throws<ArgumentException>(() => model.Predict(new float[20], new float[8], steps: 3));
        var flat = new Sequential(new Dense(1));
        flat.Build([5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => flat.Predict(new float[5], steps: 1));
    }
}
