using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class RowWeightsTests
{
    const int Count = 8;
    static readonly float[] s_x = RandomArray.Uniform(Count * 3, 1);
    static readonly int[] s_classes = [0, 1, 2, 1, 0, 2, 2, 1];

    /// <summary>One step of gradient descent is linear in the weights: weighing a sample twice is having it twice.</summary>
    [Fact]
    public void SampleWeights_CountSamplesSeveralTimes()
    {
        float[] once = [1, 1, 1, 1, 1, 1, 1, 1], twice = [2, 1, 0, 1, 1, 1, 1, 1];
        Assert.Equal(Step(Data()), Step(Data(once)));
        int[] rows = [0, 0, 1, 3, 4, 5, 6, 7];
        var repeated = new ArrayData(new Samples([.. rows.SelectMany(row => s_x.AsSpan(row * 3, 3).ToArray())], [3]),
            new Samples([.. rows.Select(row => s_classes[row])], []));
        TensorAssert.Close([.. Step(repeated)], Step(Data(twice)), 1e-5, "weights");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ClassWeights_AreWeightsOfTheirSamples(bool ids)
    {
        float[] samples = [.. s_classes.Select(id => id == 1 ? 4f : id == 2 ? 0.5f : 1)];
        var classes = new Dictionary<int, float> { [1] = 4, [2] = 0.5f };
        ArrayData oneHot = new(new Samples(s_x, [3]), new Samples([.. s_classes.SelectMany(id => Enumerable.Range(0, 3).Select(i => i == id ? 1f : 0))], [3]));
        TensorAssert.Close([.. Step(Data(samples))], Step(ids ? Data() : oneHot, classes, ids), 1e-6, "weights");
    }

    [Fact]
    public void ClassWeights_MultiplySampleWeights()
    {
        float[] samples = [1, 2, 3, 4, 5, 6, 7, 8], both = [.. samples.Zip(s_classes, (weight, id) => weight * (id == 1 ? 4 : 1))];
        Assert.Equal(Step(Data(both)), Step(Data(samples), new Dictionary<int, float> { [1] = 4 }));
    }

    [Fact]
    public void ClassWeights_CountOneNumberRounded()
    {
        float[] targets = [0, 1, 0, 1, 1, 0, 0, 1];
        var plain = new ArrayData(new Samples(s_x, [3]), new Samples(targets, [1]));
        float[] weights = [.. targets.Select(target => target == 1 ? 3f : 1)];
        var weighted = new ArrayData(new Samples(s_x, [3]), new Samples(targets, [1])) { SampleWeights = weights };
        Assert.Equal(Binary(weighted, null), Binary(plain, new Dictionary<int, float> { [1] = 3 }));

        static float[] Binary(ArrayData data, IReadOnlyDictionary<int, float>? classes)
        {
            Model model = new Sequential(new Dense(1, Activation.Sigmoid)) { Seed = 2 }.Compile(new Sgd(0.1f), Loss.BinaryCrossentropy);
            model.Fit(data, new FitOptions { BatchSize = Count, Workers = 1, ClassWeights = classes });
            return model.Parameters.Values.ToArray();
        }
    }

    /// <summary>Weights of classes, of samples and padding at once: Σ class·sample·loss over the steps that count, divided by their number.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ClassWeights_SampleWeights_AndMasks_GoTogether(bool ids)
    {
        const int Steps = 4;
        int[] x = [1, 2, 3, 0, 2, 0, 0, 0, 3, 1, 0, 2], y = [0, 2, 1, 2, 1, 1, 0, 2, 2, 0, 1, 1];
        float[] samples = [2, 0.5f, 3];
        var classes = new Dictionary<int, float> { [0] = 5, [2] = 0.25f };
        Model model = new Sequential(new Embedding(4, 3) { MaskZero = true }, new Gru(5) { ReturnSequences = true },
            new Dense(3, Activation.Softmax))
        { Seed = 2 }
            .Compile(new Sgd(0.1f), ids ? Loss.SparseCategoricalCrossentropy : Loss.CategoricalCrossentropy);
        model.Build([Steps]);
        float[] predictions = model.Predict(x);
        double expected = 0;
        int count = 0;
        for (int i = 0; i < x.Length; i++)
            if (x[i] != 0)
                (expected, count) = (expected - (samples[i / Steps] * classes.GetValueOrDefault(y[i], 1) * Math.Log(predictions[(i * 3) + y[i]])), count + 1);

        Samples targets = ids ? new Samples(y, [Steps])
            : new Samples([.. y.SelectMany(id => Enumerable.Range(0, 3).Select(i => i == id ? 1f : 0))], [Steps, 3]);
        History history = model.Fit(new ArrayData(new Samples(x, [Steps]), targets) { SampleWeights = samples },
            new FitOptions { ClassWeights = classes, Shuffle = false, Workers = 2 });
        Assert.Equal(expected / count, history["loss"][0], 1e-6);
    }

    [Fact]
    public void ClassWeights_Throw_WhenOneIsNoWeight()
    {
        foreach (float weight in (float[])[-1, float.NaN, float.PositiveInfinity])
        {
            var error = Assert.Throws<ArgumentException>(() => Step(Data(), new Dictionary<int, float> { [1] = 2, [2] = weight }));
            Assert.Contains("class 2", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SampleWeights_Throw_WhenThereAreMoreOrFewer_OrOneIsNoWeight()
    {
        Assert.Throws<ShapeMismatchException>(() => Data(new float[3]));
        Assert.Throws<ArgumentException>(() => Data([1, 1, 1, -1, 1, 1, 1, 1]));
        Assert.Throws<ArgumentException>(() => Data([1, 1, 1, 1, 1, float.NaN, 1, 1]));
    }

    static ArrayData Data(float[]? weights = null) =>
        new(new Samples(s_x, [3]), new Samples(s_classes, [])) { SampleWeights = weights is null ? null : (Samples)weights };

    static float[] Step(ArrayData data, IReadOnlyDictionary<int, float>? classes = null, bool ids = true)
    {
        Model model = new Sequential(new Dense(3, Activation.Softmax)) { Seed = 2 }
            .Compile(new Sgd(0.1f), ids ? Loss.SparseCategoricalCrossentropy : Loss.CategoricalCrossentropy);
        model.Fit(data, new FitOptions { BatchSize = Count, Shuffle = false, Workers = 1, ClassWeights = classes });
        return model.Parameters.Values.ToArray();
    }
}
