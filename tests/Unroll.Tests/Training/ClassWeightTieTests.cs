using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class ClassWeightTieTests
{
    /// <summary>As NumPy's argmax, by which Keras finds the class: the first of equal maxima.</summary>
    [Theory]
    [InlineData(0.5f, 0.5f, 0, 2)]
    [InlineData(0.5f, 0, 0.5f, 2)]
    [InlineData(0, 0.5f, 0.5f, 3)]
    [InlineData(0.25f, 0.25f, 0.25f, 2)]
    [InlineData(0.25f, 0.25f, 0.5f, 5)]
    public void ClassWeights_TakeTheFirstOfEqualMaxima(float first, float second, float third, float weight)
    {
        var classes = new Dictionary<int, float> { [0] = 2, [1] = 3, [2] = 5 };
        Assert.Equal(weight * Trained(null), Trained(classes), 1e-5);

        double Trained(IReadOnlyDictionary<int, float>? weights) => new Sequential(new Dense(3)) { Seed = 2 }.Compile(new Sgd(0), Loss.MeanSquaredError)
            .Fit(new ArrayData([1f, -2], [2], [first, second, third], [3]), new FitOptions { ClassWeights = weights, Workers = 1 })["loss"][0];
    }
}
