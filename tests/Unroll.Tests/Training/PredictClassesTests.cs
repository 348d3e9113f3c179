using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Training;

namespace Unroll.Tests.Training;

public sealed class PredictClassesTests
{
    [Fact]
    public void PredictClasses_TakesTheLargestOutput()
    {
        Sequential model = new Sequential(new Dense(3) { UseBias = false }).Compile(Loss.MeanSquaredError);
        model.Build([3]);
        model.Parameters["dense.kernel"].Set([1, 0, 0, 0, 1, 0, 0, 0, 1]);
        Assert.Equal([2, 0, 1], model.PredictClasses(new float[,] { { 0, 1, 2 }, { 3, 1, 2 }, { -3, -1, -2 } }));
    }

    [Fact]
    public void PredictClasses_TellsOneHalfApart_WhereThereIsASingleOutput()
    {
        var model = new Sequential(new Dense(1) { UseBias = false });
        model.Build([1]);
        model.Parameters["dense.kernel"].Set([1]);
        Assert.Equal([0, 0, 1], model.PredictClasses(new float[,] { { 0.25f }, { 0.5f }, { 0.75f } }));
    }
}
