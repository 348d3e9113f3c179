using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Models;

public sealed class PredictionTests
{
    static readonly float[] s_x = RandomArray.Uniform(3 * 4 * 2, 1);

    [Fact]
    public void Predict_GivesTheShape_OfSequencesAndOfVectors()
    {
        Sequential sequences = new(new Gru(5) { ReturnSequences = true }), vectors = new(new Gru(5));
        sequences.Build([4, 2]);
        vectors.Build([4, 2]);
        Prediction all = sequences.Predict(new Samples(s_x, [4, 2])), last = vectors.Predict(new Samples(s_x, [4, 2]));
        Assert.Equal((new Shape(3, 4, 5), new Shape(3, 5)), (all.Shape, last.Shape));
        Assert.Equal("(3, 4, 5)", all.ToString());
        float[] flat = sequences.Predict(s_x);
        Assert.Equal(flat, all.Values);
        for (int sample = 0; sample < 3; sample++)
        {
            Assert.Equal(last[sample].ToArray(), all[sample][^5..].ToArray());
            for (int output = 0; output < 5; output++)
                Assert.Equal((flat[(((sample * 4) + 2) * 5) + output], last[sample, output]), (all[sample, 2, output], last[sample, 0, output]));
        }
    }

    [Fact]
    public void Prediction_NamesTheIndexAndTheShape_WhenThereIsNoSuchOutput()
    {
        var model = new Sequential(new Gru(5));
        model.Build([4, 2]);
        Prediction prediction = model.Predict(new Samples(s_x, [4, 2]));
        foreach (Func<float> read in new Func<float>[]
        {
            () => prediction[3][0], () => prediction[-1, 0], () => prediction[0, 5], () => prediction[0, 1, 0], () => prediction[0, 0, 5],
        })
            Assert.Contains("shape (3, 5)", Assert.Throws<ArgumentOutOfRangeException>(() => read()).Message, StringComparison.Ordinal);
        Assert.Empty(default(Prediction).Values);
    }
}
