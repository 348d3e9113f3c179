using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Support;
using Unroll.Training;

namespace Unroll.Tests.Data;

public sealed class BatchStreamTests
{
    static Sequential Fresh() => new Sequential(new Gru(5), new Dropout(0.2f), new Dense(1)) { Seed = 3 }.Compile(new Adam(0.01f), Loss.MeanSquaredError);

    /// <summary>Batches of 4, 3, 4, 3 … rows, each other numbers.</summary>
    static IEnumerable<ArrayData> Batches(int count)
    {
        for (int i = 0; i < count; i++)
        {
            int rows = 4 - (i % 2);
            yield return new ArrayData(new Samples(RandomArray.Uniform(rows * 6, i), [3, 2]), RandomArray.Uniform(rows, 100 + i));
        }
    }

    static IEnumerable<ArrayData> Endless() => Batches(int.MaxValue);

    [Fact]
    public void Fit_EndsAnEpoch_WhereTheStreamEnds()
    {
        Model streamed = Fresh();
        var output = new StringWriter();
        History history = streamed.Fit(Batches(5), new FitOptions { Epochs = 2, Verbose = 2, Output = output });
        Assert.Equal([5, 5], history.Epochs.Select(epoch => epoch.Steps));
        Assert.Contains("5/5 [====", output.ToString(), StringComparison.Ordinal);

        Model again = Fresh();
        Assert.Equal(history["loss"], again.Fit(Batches(5).ToList(), new FitOptions { Epochs = 2, Workers = 1 })["loss"]);
        Assert.Equal(streamed.Parameters.Values, again.Parameters.Values);
    }

    [Fact]
    public void Fit_EqualsThatOfArrays_WhereTheBatchesAreTheSame()
    {
        float[] x = RandomArray.Uniform(10 * 6, 1), y = RandomArray.Uniform(10, 2);
        Model arrays = Fresh(), streamed = Fresh();
        var options = new FitOptions { Epochs = 3, BatchSize = 4, Shuffle = false };
        History expected = arrays.Fit(new ArrayData(x, [3, 2], y, [1]), options);
        History history = streamed.Fit(Cut(), options with { Validation = new BatchStream(Cut()), BatchSize = 77 });
        Assert.Equal(arrays.Parameters.Values, streamed.Parameters.Values);
        Assert.Equal(expected["loss"], history["loss"]);
        Assert.Equal(history["val_loss"][^1], streamed.Evaluate(new ArrayData(x, [3, 2], y, [1]), batchSize: 4)["loss"]);

        IEnumerable<ArrayData> Cut()
        {
            for (int first = 0; first < 10; first += 4)
            {
                int end = Math.Min(10, first + 4);
                yield return new ArrayData(x[(6 * first)..(6 * end)], [3, 2], y[first..end], [1]);
            }
        }
    }

    [Fact]
    public void StepsPerEpoch_TakeAnEndlessStream_OrLetAShortOneBeginAgain()
    {
        History history = Fresh().Fit(Endless(), new FitOptions { Epochs = 3, StepsPerEpoch = 4 });
        Assert.Equal([4, 4, 4], history.Epochs.Select(epoch => epoch.Steps));
        Model again = Fresh(), longer = Fresh();
        again.Fit(Batches(4), new FitOptions { Epochs = 3, StepsPerEpoch = 3 });
        longer.Fit(Batches(4).Concat(Batches(4)).Concat(Batches(1)), new FitOptions { Epochs = 1 });
        Assert.Equal(longer.Parameters.Values, again.Parameters.Values);
    }

    [Theory]
    [InlineData(2, null, false)]
    [InlineData(5, null, true)]
    [InlineData(7, null, false)]
    [InlineData(7, 3, false)]
    [InlineData(9, 4, true)]
    public void Restore_EndsInTheSameBits_AsARunThatWasNeverStopped(int stopAfter, int? stepsPerEpoch, bool readAhead)
    {
        using var folder = new TemporaryFolder();
        var options = new FitOptions { Epochs = 3, StepsPerEpoch = stepsPerEpoch, Workers = 2 };
        Model unbroken = Fresh(), second = Fresh();
        History expected = unbroken.Fit(Stream(), options);
        using (var trainer = new Trainer(Fresh(), Stream(), options with { Callbacks = [new SaveAt(stopAfter, folder.File("a.safetensors"))] }))
            trainer.Run();
        using var resumed = new Trainer(second, Stream(), options);
        Checkpoint.Restore(folder.File("a.safetensors"), resumed);
        Assert.Equal(expected["loss"], resumed.Run()["loss"]);
        Assert.Equal(unbroken.Parameters.Values, second.Parameters.Values);

        BatchStream Stream() => new(Batches(5)) { Repeat = stepsPerEpoch is not null, ReadAhead = readAhead };
    }

    [Fact]
    public void Fit_Throws_WhenTheStreamIsEmpty_OrEndsTooSoon_OrChangesItsShape()
    {
        Assert.Contains("empty", Assert.Throws<ArgumentException>(() => Fresh().Fit(Batches(0))).Message, StringComparison.Ordinal);
        var error = Assert.Throws<InvalidOperationException>(() => Fresh().Fit(new BatchStream(Batches(5)), new FitOptions { Epochs = 2, StepsPerEpoch = 4 }));
        Assert.Contains("after 5 batches", error.Message, StringComparison.Ordinal);
        Assert.Contains("Repeat", error.Message, StringComparison.Ordinal);
        IEnumerable<ArrayData> uneven = Batches(1).Append(new ArrayData(new float[1, 3, 4], new float[] { 1 }));
        Assert.Contains("(3, 4)", Assert.Throws<InvalidOperationException>(() => Fresh().Fit(uneven)).Message, StringComparison.Ordinal);
        var once = new Once();
        Assert.Contains("empty", Assert.Throws<InvalidOperationException>(() => Fresh().Fit(once.Batches(), new FitOptions { Epochs = 3 })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_PassesOnWhatTheGeneratorThrows_AndEndsIt(bool readAhead)
    {
        bool ended = false;
        using (var stream = new BatchStream(Failing()) { ReadAhead = readAhead })
            Assert.Throws<FormatException>(() => Fresh().Fit(stream));
        Assert.True(ended);

        IEnumerable<ArrayData> Failing()
        {
            try
            {
                foreach (ArrayData batch in Batches(3))
                    yield return batch;
                throw new FormatException("line 4");
            }
            finally
            {
                ended = true;
            }
        }
    }

    sealed class SaveAt(int step, string path) : Callback
    {
        public override void OnBatchEnd(Trainer trainer)
        {
            if (trainer.Step == step)
                Checkpoint.Save(path, trainer);
        }
    }

    /// <summary>A sequence that can be read only twice: to look at it and for one epoch.</summary>
    sealed class Once
    {
        int _read;

        public IEnumerable<ArrayData> Batches()
        {
            if (_read++ < 2)
                yield return BatchStreamTests.Batches(1).First();
        }
    }
}
