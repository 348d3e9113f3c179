using Unroll.Data;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Layers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Data whose batches go on where the last one ended, as for Keras' stateful layers.</summary>
public sealed class ContinuedSequencesTests
{
    // Two sequences side by side, cut into three batches of one step. The model adds up.
    static readonly float[] s_x = [1, 10, 2, 20, 4, 40], s_sums = [1, 10, 3, 30, 7, 70];

    [Fact]
    public void ArrayData_CarriesTheState_KeepsTheOrder_AndBeginsEveryEpochAnew()
    {
        Model model = Adding();
        var data = new ArrayData(s_x, [1, 1], s_sums, [1, 1]) { ContinuesSequences = true };
        Assert.Equal(0, model.Evaluate(data, 2)["loss"]);
        Assert.Equal([0, 0, 0, 0, 0, 0], Losses(model, data));
        Assert.True(model.Evaluate(new ArrayData(s_x, [1, 1], s_sums, [1, 1]), 2)["loss"] > 0);
    }

    [Fact]
    public void BatchStream_CarriesTheState_FromItsBeginning()
    {
        Model model = Adding();
        using var data = new BatchStream(Batches()) { ContinuesSequences = true };
        Assert.Equal([0, 0, 0, 0, 0, 0], Losses(model, data));
        using var bare = new BatchStream(Batches());
        Assert.True(Losses(model, bare)[1] > 0);

        static IEnumerable<ArrayData> Batches()
        {
            for (int i = 0; i < s_x.Length; i += 2)
                yield return new ArrayData(s_x[i..(i + 2)], [1, 1], s_sums[i..(i + 2)], [1, 1]);
        }
    }

    /// <summary>Three sequences, of which the last batch has two: those go on, and the next epoch begins with all three anew.</summary>
    [Fact]
    public void ArrayData_GoesOn_InAShortLastBatch()
    {
        float[] x = [1, 10, 100, 2, 20, 200, 4, 40], sums = [1, 10, 100, 3, 30, 300, 7, 70];
        Model model = Adding();
        var data = new ArrayData(x, [1, 1], sums, [1, 1]) { ContinuesSequences = true };
        Assert.Equal([0, 0], model.Fit(data, new FitOptions { BatchSize = 3, Epochs = 2, Validation = data, Workers = 2 })["loss"]);
        Assert.Equal(0, model.Evaluate(data, 3)["loss"]);
    }

    static double[] Losses(Model model, DataSet data)
    {
        using var trainer = new Trainer(model, data, new FitOptions { BatchSize = 2, Shuffle = true });
        double[] losses = new double[6];
        for (int i = 0; i < losses.Length; i++)
        {
            if (i == 3)
                trainer.Rewind();
            trainer.RunStep();
            losses[i] = trainer.LastLoss;
        }

        return losses;
    }

    static Model Adding()
    {
        Model model = new Sequential(LayerStep.Adding(1)).Compile(new Sgd { LearningRate = 0 }, Loss.MeanSquaredError);
        model.Build([1, 1]);
        return model;
    }
}
