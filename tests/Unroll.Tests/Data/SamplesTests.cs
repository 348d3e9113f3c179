using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Parameters;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Tests.Data;

public sealed class SamplesTests
{
    [Fact]
    public void Arrays_OfAnyDimension_BecomeSamples()
    {
        Check(new float[] { 1, 2 }, 2, [1], [1, 2]);
        Check(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }, 2, [3], [1, 2, 3, 4, 5, 6]);
        Check(new float[,,] { { { 1, 2 }, { 3, 4 }, { 5, 6 } } }, 1, [3, 2], [1, 2, 3, 4, 5, 6]);
        Check(new float[][] { [1, 2], [3, 4], [5, 6] }, 3, [2], [1, 2, 3, 4, 5, 6]);
        Check(new Samples([1f, 2, 3, 4], [2, 1]), 2, [2, 1], [1, 2, 3, 4]);
        Assert.Equal([1, 2, 3, 4], ((Samples)new int[,] { { 1, 2 }, { 3, 4 } }).Ids!);
        Assert.Equal(new Shape(2), ((Samples)new int[][] { [1, 2], [3, 4] }).Shape);
        Assert.Equal(new Shape(), ((Samples)new int[] { 1, 2 }).Shape);

        static void Check(Samples samples, int count, Shape shape, float[] values)
        {
            Assert.Equal(count, samples.Count);
            Assert.Equal(shape, samples.Shape);
            Assert.Equal(values, samples.Values!);
        }
    }

    [Fact]
    public void Arrays_ThatAreEmptyOrRagged_AreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => (Samples)new float[][] { [1, 2], [3] });
        Assert.Contains("Sample 1 has length 1, the first 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (Samples)Array.Empty<int[]>());
        Assert.Throws<ArgumentException>(() => (Samples)new float[3, 0, 2]);
        Assert.Throws<ArgumentException>("values", () => new Samples(new float[5], [2]));
        Assert.Throws<ArgumentException>("ids", () => new Samples(new int[5], [2]));
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => new ArrayData(new float[0, 2], Array.Empty<int>())).Message, StringComparison.Ordinal);
        Assert.Contains("3 samples but 2 targets", Assert.Throws<ArgumentException>(() => new ArrayData(new float[3, 2], new int[2])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_Evaluate_AndPredict_TakeArrays()
    {
        float[,,] x = { { { 1 }, { 2 } }, { { 3 }, { 4 } }, { { -1 }, { 0.5f } } };
        float[] y = [1, 0, 1];
        Model arrays = Fresh(), flat = Fresh();
        History history = arrays.Fit(x, y, new FitOptions { Epochs = 3, BatchSize = 2 });
        flat.Fit(new ArrayData([1, 2, 3, 4, -1, 0.5f], [2, 1], y, [1]), new FitOptions { Epochs = 3, BatchSize = 2 });
        Assert.Equal(3, history.Epochs.Count);
        Assert.Equal(flat.Parameters.Values, arrays.Parameters.Values);
        Assert.Equal(flat.Predict([1, 2, 3, 4, -1, 0.5f]), arrays.Predict(x));
        Assert.Equal(flat.Predict([1f], steps: 1), arrays.Predict(new float[,,] { { { 1 } } }));
        Assert.True(arrays.Evaluate(x, y)["loss"] > 0);
        var error = Assert.Throws<ShapeMismatchException>(() => arrays.Predict(new float[1, 2, 3]));
        Assert.Contains("(2, 1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(2, 3)", error.Message, StringComparison.Ordinal);

        static Model Fresh() => new Sequential(new SimpleRnn(3), new Dense(1)) { Seed = 3 }.Compile(new Adam(0.01f), Loss.MeanSquaredError);
    }

    [Fact]
    public void Fit_TakesIds_WithTargetsOfValues()
    {
        Model model = new Sequential(new Embedding(4, 2), new Gru(3), new Dense(1)).Compile(new Adam(0.05f), Loss.MeanSquaredError);
        History history = model.Fit(new int[,] { { 1, 2 }, { 3, 0 } }, new float[] { 1, -1 }, new FitOptions { Epochs = 60 });
        Assert.True(history["loss"][^1] < 0.1 * history["loss"][0], history.ToString());
    }
}
