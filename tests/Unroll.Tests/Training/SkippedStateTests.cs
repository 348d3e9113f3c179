using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Layers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training;

public sealed class SkippedStateTests
{
    /// <summary>NaN in the second batch makes state and loss NaN; were the state kept, every later step would be skipped too. The model adds up.</summary>
    [Fact]
    public void Skip_LeavesNoNaNInTheCarriedState()
    {
        Model model = new Sequential(LayerStep.Adding(1)).Compile(new Sgd { LearningRate = 0 }, Loss.MeanSquaredError);
        model.Build([1, 1]);
        var states = new List<float>();
        var losses = new List<double>();
        var watch = new LambdaCallback
        {
            BatchEnd = trainer =>
            {
                states.Add(Assert.Single(trainer.State!.Parts).Value[0]);
                losses.Add(trainer.LastLoss);
            },
        };
        var data = new ArrayData([5, float.NaN, 1, 2], [1, 1], [5f, 0, 1, 3], [1, 1]) { ContinuesSequences = true };
        History history = model.Fit(data, new FitOptions { BatchSize = 1, Workers = 1, OnNonFiniteLoss = NonFiniteLoss.Skip, Callbacks = [watch] });
        Assert.Equal(1, history.SkippedSteps);
        Assert.Equal([5, 0, 1, 3], states);
        Assert.Equal([0, double.NaN, 0, 0], losses);
    }
}
