using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tensors;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Models that read several inputs.</summary>
public sealed class SideInputTests
{
    const int Count = 21;

    static readonly int[] s_ids = RandomArray.Ids(Count * 6, 9, 1);
    static readonly float[] s_figures = RandomArray.Uniform(Count * 2, 2), s_targets = RandomArray.Uniform(Count, 3);

    static Samples Words => new(s_ids, [6]);

    static Samples Figures => new(s_figures, [2]);

    static TwoInputModel Fresh() => new TwoInputModel { Seed = 4 }.Compile(new Adam(0.02f), Loss.MeanSquaredError);

    [Fact]
    public void Fit_LearnsWhatOnlyBothInputsTell()
    {
        // y = whether the word 8 occurs, plus the second figure.
        float[] y = [.. Enumerable.Range(0, Count).Select(i => (s_ids.AsSpan(6 * i, 6).Contains(8) ? 1f : 0) + s_figures[(2 * i) + 1])];
        Model model = Fresh();
        History history = model.Fit([Words, Figures], y, new FitOptions { Epochs = 150, BatchSize = 7, Workers = 1 });
        Assert.True(history["loss"][^1] < 0.1 * history["loss"][0], history.ToString());
        Assert.Equal(["embedding", "lstm", "dense", "dropout", "dense_1"], model.Layers.Select(layer => layer.Layer.BuiltName));
        Assert.Equal([new Shape(2)], model.SideInputShapes);
        Assert.Equal(model.Evaluate([Words, Figures], y, batchSize: 4)["loss"], model.Evaluate(new ArrayData([Words, Figures], y), batchSize: 4)["loss"]);
    }

    [Fact]
    public void Predict_GivesEachSampleWhatItGetsAlone()
    {
        Model model = Fresh().Build([6], [2]);
        float[] all = model.Predict(Words, Figures), output = new float[Count];
        for (int i = 0; i < Count; i++)
            Assert.Equal([all[i]],
                model.Predict(new Samples(s_ids[(6 * i)..(6 * (i + 1))], [6]), new float[,] { { s_figures[2 * i], s_figures[(2 * i) + 1] } }));
        using var session = new InferenceSession(model) { BatchLimit = 4 };
        session.Predict([Words, Figures], output);
        Assert.Equal(all, output);
    }

    [Fact]
    public void Fit_SplitsShufflesAndStreams_AllInputsAlike()
    {
        var options = new FitOptions { Epochs = 3, BatchSize = 4, Workers = 2 };
        Model split = Fresh(), apart = Fresh(), streamed = Fresh(), ordered = Fresh();
        History history = split.Fit([Words, Figures], s_targets, options with { ValidationSplit = 1.0 / 3 });
        var validation = new ArrayData([new Samples(s_ids[(14 * 6)..], [6]), new Samples(s_figures[28..], [2])], s_targets[14..]);
        History expected = apart.Fit(new ArrayData([new Samples(s_ids[..(14 * 6)], [6]), new Samples(s_figures[..28], [2])], s_targets[..14]),
            options with { Validation = validation });
        Assert.Equal(apart.Parameters.Values, split.Parameters.Values);
        Assert.Equal(expected["val_loss"], history["val_loss"]);

        ordered.Fit([Words, Figures], s_targets, options with { Shuffle = false });
        streamed.Fit(Batches(), options);
        Assert.Equal(ordered.Parameters.Values, streamed.Parameters.Values);

        static IEnumerable<ArrayData> Batches()
        {
            for (int first = 0; first < Count; first += 4)
            {
                int end = Math.Min(Count, first + 4);
                yield return new ArrayData([new Samples(s_ids[(6 * first)..(6 * end)], [6]), new Samples(s_figures[(2 * first)..(2 * end)], [2])],
                    s_targets[first..end]);
            }
        }
    }

    [Fact]
    public void Restore_EndsInTheSameBits_AsARunThatWasNeverStopped()
    {
        using var folder = new TemporaryFolder();
        var options = new FitOptions { Epochs = 2, BatchSize = 4, Workers = 2 };
        var data = new ArrayData([Words, Figures], s_targets);
        Model unbroken = Fresh(), second = Fresh();
        unbroken.Fit(data, options);
        using (var trainer = new Trainer(Fresh(), data, options))
        {
            for (int i = 0; i < 5; i++)
                trainer.RunStep();
            Checkpoint.Save(folder.File("a.safetensors"), trainer);
        }

        using var resumed = new Trainer(second, data, options);
        Checkpoint.Restore(folder.File("a.safetensors"), resumed);
        resumed.Run();
        Assert.Equal(unbroken.Parameters.Values, second.Parameters.Values);
    }

    [Fact]
    public void Steps_AndPredictions_AllocateNothing()
    {
        Model model = Fresh();
        using var trainer = new Trainer(model, new ArrayData([Words, Figures], s_targets),
            new FitOptions { BatchSize = 4, StepsPerEpoch = 7, Epochs = 1000, Workers = 2 });
        using var session = new InferenceSession(model, workers: 2) { BatchLimit = 8 };
        Samples[] inputs = [Words, Figures];
        float[] output = new float[Count];
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (int i = 0; i < 3; i++)
            {
                trainer.RunStep();
                session.Predict(inputs, output);
            }
        }));
    }

    [Fact]
    public void Inputs_ThatAreNotWhatTheModelReads_AreRefused()
    {
        Refused<InvalidOperationException>("side input 0", () => Fresh().Fit(Words, s_targets));
        Refused<InvalidOperationException>("one input", () =>
            new Sequential(new Dense(1)).Compile(new Sgd(), Loss.MeanSquaredError).Fit([Figures, Figures], s_targets));
        Refused<ArgumentException>("20 of input 2", () => Fresh().Fit([Words, new Samples(new float[40], [2])], s_targets));
        Refused<ArgumentException>("no input", () => Fresh().Fit([], s_targets));

        Model model = Fresh().Build([6], [2]);
        Refused<ShapeMismatchException>("(2,)", () => model.Fit([Words, new Samples(new float[Count * 4], [2, 2])], s_targets));
        Refused<ShapeMismatchException>("dense: expected [", () => model.Fit([Words, new Samples(new float[Count * 3], [3])], s_targets));
        Refused<ArgumentException>("2 inputs", () => model.Predict(s_ids));
        Refused<ArgumentException>("2 inputs; 1 were given", () => model.Predict(Words));
        Refused<ArgumentException>("20 of input 2", () => model.Predict(Words, new Samples(new float[40], [2])));
        Refused<ArgumentException>("reads ids", () => model.Predict(Figures, Figures));
        Refused<ShapeMismatchException>("(2, 2)", () => model.Predict(Words, new Samples(new float[Count * 4], [2, 2])));

        static void Refused<TError>(string expected, Action action)
            where TError : Exception => Assert.Contains(expected, Assert.Throws<TError>(action).Message, StringComparison.Ordinal);
    }
}
