using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Models of a form of their own do what a stack does.</summary>
public sealed class FunctionalModelTests
{
    static readonly float[] s_x = RandomArray.Uniform(12 * 5 * 3, 1), s_y = RandomArray.Uniform(12 * 5 * 2, 2);

    static ArrayData Data => new(s_x, [5, 3], s_y, [5, 2]);

    static FitOptions Options => new() { Epochs = 3, BatchSize = 5, Workers = 2, ValidationSplit = 0.25 };

    static ResidualModel Residual() => new ResidualModel { Seed = 4 }.Compile(new Adam(0.01f), Loss.MeanSquaredError);

    [Fact]
    public void Names_FollowTheOrderOfAdding_AndTheSummaryHasTheirShapes()
    {
        ModelSummary summary = Residual().Summary(inputShape: [-1, 3]);
        Assert.Equal(
            [("gru", "(None, None, 7)"), ("gru_1", "(None, None, 7)"), ("dropout", "(None, None, 7)"), ("output", "(None, None, 2)")],
            summary.Rows.Select(row => (row.Name, row.OutputShape)));
        Assert.Equal((3 * 7 * (3 + 7 + 2)) + (3 * 7 * (7 + 7 + 2)) + 16, summary.Parameters);
    }

    [Fact]
    public void Fit_Evaluate_Predict_WorkAsOnAStack()
    {
        Model model = Residual();
        History history = model.Fit(Data, Options with { Epochs = 30 });
        Assert.True(history["loss"][^1] < 0.8 * history["loss"][0], history.ToString());
        Assert.Equal(history["val_loss"][^1], model.Evaluate(Data.Split(0.25).Validation)["loss"]);
        Assert.Equal(12 * 5 * 2, model.Predict(s_x).Length);
    }

    [Fact]
    public void Restore_EndsInTheSameBits_AsARunThatWasNeverStopped()
    {
        using var folder = new TemporaryFolder();
        Model unbroken = Residual(), first = Residual(), second = Residual();
        unbroken.Fit(Data, Options);
        using (var trainer = new Trainer(first, Data, Options))
        {
            trainer.RunStep();
            Checkpoint.Save(folder.File("a.safetensors"), trainer);
        }

        using var resumed = new Trainer(second, Data, Options);
        Checkpoint.Restore(folder.File("a.safetensors"), resumed);
        resumed.Run();
        Assert.Equal(unbroken.Parameters.Values, second.Parameters.Values);
        second.SaveWeights(folder.File("weights.safetensors"));
        first.LoadWeights(folder.File("weights.safetensors"));
        Assert.Equal(unbroken.Predict(s_x), first.Predict(s_x));
        Assert.Throws<InvalidDataException>(() => Sequential.Load(folder.File("weights.safetensors")));
    }

    [Fact]
    public void SharedLayer_CountsOnce_AndAddsTheGradientsOfItsUses()
    {
        // L = (w·(a + b) − t)², so that w −= η·2·(a + b)·(w·(a + b) − t).
        Model model = new SharedModel().Compile(new Sgd(0.1f), Loss.MeanSquaredError);
        Assert.Equal(1, model.Summary([2]).Parameters);
        model.SetWeights([0.5f]);
        model.Fit(new float[,] { { 3, -1 } }, new float[] { 2 });
        Assert.Equal(0.5f - (0.1f * 2 * 2 * (1 - 2)), model.GetWeights()[0][0], 6);
    }

    [Fact]
    public void TwoInputs_OfIds_AreCutApartInTime()
    {
        int[] ids = RandomArray.Ids(64 * 5, 9, 3);
        int[] targets = [.. Enumerable.Range(0, 64).Select(i => ids[5 * i] > ids[(5 * i) + 3] ? 1 : 0)];
        Model model = new PairModel(questionSteps: 3) { Seed = 1 }.Compile(new Adam(0.02f), Loss.SparseCategoricalCrossentropy, Metric.Accuracy);
        History history = model.Fit(new Samples(ids, [5]), targets, new FitOptions { Epochs = 60, Workers = 1 });
        Assert.True(history["accuracy"][^1] > 0.95, history.ToString());
        Assert.Equal(["embedding", "lstm", "lstm_1", "dense"], model.Layers.Select(layer => layer.Layer.BuiltName));
    }

    [Fact]
    public void Layer_UsedButNeverBuilt_SaysWhatToDo()
    {
        foreach (Layer layer in new Layer[] { new Dense(3), new Lstm(3) { ReturnSequences = true }, new SimpleRnn(3), new Gru(3) })
        {
            var model = new CarelessModel(layer, times: 0);
            model.Build([4, 3]);
            var error = Assert.Throws<InvalidOperationException>(() => model.Predict(new float[12]));
            Assert.Contains("builder.Add", error.Message, StringComparison.Ordinal);
            Assert.Contains(layer.GetType().Name.ToLowerInvariant()[..3], error.Message, StringComparison.Ordinal);
        }

        Model dropout = new CarelessModel(new Dropout(0.5f), times: 0).Compile(new Sgd(), Loss.MeanSquaredError);
        Assert.Throws<InvalidOperationException>(() => dropout.Fit(new float[,] { { 1 } }, new float[] { 1 }));
    }

    [Fact]
    public void Add_Throws_WhenALayerIsAddedTwice()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new CarelessModel(new Dense(3), times: 2).Build([3]));
        Assert.Contains("once", error.Message, StringComparison.Ordinal);
    }
}
