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
            new Embedding(9, 5), new Gru(7) { ReturnSequences = true }, new Lstm(6) { ReturnSequences = true }, new Dense(9, Activation.Softmax));
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
}
