using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Studies.Tasks;
using Unroll.Tensors;
using Unroll.Training;

namespace Unroll.Studies.Tests.Tasks;

public class OneHotLossTests
{
    /// <summary>The same weights after steps with ids and with the rows that they stand for.</summary>
    [Fact]
    public void Forward_TrainsAsRowsOfZerosAndOnes()
    {
        float[] inputs = [0.1f, 0.2f, -0.3f, 0.4f, 0.5f, -0.6f];
        Sequential ids = Model(new OneHotLoss(new MeanSquaredError())), rows = Model(new MeanSquaredError());
        ids.Fit(new ArrayData(inputs, new Shape(2), [2, 0, 1], []), new FitOptions { Epochs = 3, BatchSize = 2 });
        rows.Fit(new ArrayData(inputs, new Shape(2), [0f, 0, 1, 1, 0, 0, 0, 1, 0], new Shape(3)), new FitOptions { Epochs = 3, BatchSize = 2 });
        Assert.Equal(rows.Parameters.Values.ToArray(), ids.Parameters.Values.ToArray());
        Assert.Equal("mean_squared_error", ids.Loss!.Name);
    }

    static Sequential Model(Loss loss)
    {
        var model = new Sequential(new Dense(3, Activation.Softmax)) { Seed = 1 };
        model.Compile(new Sgd(0.5f), loss);
        return model;
    }
}
