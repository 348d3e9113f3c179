using Unroll.Checkpoints;
using Unroll.Data;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Persistence;
using Unroll.Tests.Training;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("unroll-checkpoint-").FullName;

    string Path(string name) => System.IO.Path.Combine(_folder, name);

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(18)]
    public void Restore_EndsInTheSameBits_AsARunThatWasNeverStopped(int stopAfter)
    {
        Model unbroken = TinyText.Model();
        History expected = unbroken.Fit(TinyText.Streams(), TinyText.Options());

        Model first = TinyText.Model();
        using (var trainer = new Trainer(first, TinyText.Streams(), TinyText.Options() with { Callbacks = [new StopAfter(stopAfter)] }))
        {
            trainer.Run();
            Assert.Equal(stopAfter, trainer.Step);
            Checkpoint.Save(Path("last.safetensors"), trainer);
        }

        Model second = TinyText.Model();
        using var resumed = new Trainer(second, TinyText.Streams(), TinyText.Options(workers: 3));
        Checkpoint.Restore(Path("last.safetensors"), resumed);
        History history = resumed.Run();
        Assert.Equal(TinyText.Bits(unbroken), TinyText.Bits(second));
        Assert.Equal(expected["loss"], history["loss"]);
        Assert.Equal(expected["val_loss"], history["val_loss"]);
        Assert.Equal(expected["accuracy"], history["accuracy"]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(11)]
    public void Restore_GoesOnWithEveryMetric_InTheMiddleOfAnEpoch(int stopAfter)
    {
        History expected = WithAllMetrics().Fit(TinyText.Streams(), TinyText.Options());
        using (var trainer = new Trainer(WithAllMetrics(), TinyText.Streams(), TinyText.Options() with { Callbacks = [new StopAfter(stopAfter)] }))
        {
            trainer.Run();
            Assert.InRange(trainer.Batch, 1, trainer.BatchesPerEpoch - 1);
            Checkpoint.Save(Path("last.safetensors"), trainer);
        }

        using var resumed = new Trainer(WithAllMetrics(), TinyText.Streams(), TinyText.Options(workers: 1));
        Checkpoint.Restore(Path("last.safetensors"), resumed);
        History history = resumed.Run();
        Assert.Equal(expected.Names, history.Names);
        Assert.All(expected.Names, name => Assert.Equal(expected[name], history[name]));

        static Model WithAllMetrics()
        {
            Model model = TinyText.Model();
            IEnumerable<Metric> metrics = MetricRegistry.Names.Select(MetricRegistry.Create).Where(metric => metric is not CrossEntropyMetric);
            return model.Compile(model.Optimizer!, model.Loss!, [.. metrics, new Perplexity { FromLogits = true }, new BitsPerCharacter { FromLogits = true }]);
        }
    }

    [Fact]
    public void Save_HasNoSideEffect_OnTheTraining()
    {
        Model saved = TinyText.Model(), plain = TinyText.Model();
        saved.Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = [new SaveEveryStep(Path("often.safetensors"))] });
        plain.Fit(TinyText.Streams(), TinyText.Options());
        Assert.Equal(TinyText.Bits(plain), TinyText.Bits(saved));
    }

    [Fact]
    public void Restore_KeepsTheBestFigure_OfModelCheckpoint()
    {
        var checkpoint = new ModelCheckpoint(Path("best.safetensors")) { SaveBestOnly = true };
        using (var trainer = new Trainer(TinyText.Model(), TinyText.Streams(), TinyText.Options() with { Callbacks = [checkpoint] }))
        {
            trainer.Run();
            Checkpoint.Save(Path("last.safetensors"), trainer);
        }

        var again = new ModelCheckpoint(Path("best.safetensors")) { SaveBestOnly = true };
        using var resumed = new Trainer(TinyText.Model(), TinyText.Streams(), TinyText.Options() with { Callbacks = [again] });
        Checkpoint.Restore(Path("last.safetensors"), resumed);
        Assert.False(double.IsNaN(checkpoint.Best));
        Assert.Equal(checkpoint.Best, again.Best);
    }

    [Fact]
    public void Restore_Throws_ForAnotherModel()
    {
        Save("a.safetensors", TinyText.Model());
        using var other = new Trainer(TinyText.Model(stream: false), TinyText.Windows(CharacterInput.Embedding), new FitOptions());
        Checkpoint.Restore(Path("a.safetensors"), other);
        var smaller = new Sequential(new Unroll.Layers.Embedding(11, 6), new Unroll.Layers.Lstm(20), new Unroll.Layers.Dense(11))
            .Compile(new Adam(), new Unroll.Losses.SparseCategoricalCrossentropy { FromLogits = true });
        using var trainer = new Trainer(smaller, TinyText.Windows(CharacterInput.Embedding), new FitOptions());
        int[] before = TinyText.Bits(smaller);
        var error = Assert.Throws<InvalidDataException>(() => Checkpoint.Restore(Path("a.safetensors"), trainer));
        Assert.Contains("lstm.kernel", error.Message, StringComparison.Ordinal);
        Assert.Contains("(6, 84)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(6, 80)", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, TinyText.Bits(smaller));
    }

    [Fact]
    public void Restore_Throws_WhenTheFileIsTruncated()
    {
        Save("a.safetensors", TinyText.Model());
        byte[] bytes = File.ReadAllBytes(Path("a.safetensors"));
        File.WriteAllBytes(Path("b.safetensors"), bytes[..(bytes.Length / 2)]);
        using var trainer = new Trainer(TinyText.Model(), TinyText.Streams(), TinyText.Options());
        Assert.Throws<InvalidDataException>(() => Checkpoint.Restore(Path("b.safetensors"), trainer));
    }

    [Fact]
    public void Restore_Throws_ForWeightsWithoutARun()
    {
        Model model = TinyText.Model();
        model.Build([-1]);
        var writer = new SafetensorsWriter();
        WeightFile.Add(writer, model.Parameters);
        writer.Write(Path("weights.safetensors"));
        using var trainer = new Trainer(TinyText.Model(), TinyText.Streams(), TinyText.Options());
        Assert.Throws<InvalidDataException>(() => Checkpoint.Restore(Path("weights.safetensors"), trainer));
        trainer.Model.LoadWeights(Path("weights.safetensors"));
        Assert.Equal(TinyText.Bits(model), TinyText.Bits(trainer.Model));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    void Save(string name, Model model)
    {
        using var trainer = new Trainer(model, TinyText.Streams(), TinyText.Options());
        trainer.RunStep();
        Checkpoint.Save(Path(name), trainer);
    }

    sealed class StopAfter(int steps) : Callback
    {
        public override void OnBatchEnd(Trainer trainer)
        {
            if (trainer.Step == steps)
                trainer.Stop();
        }
    }

    sealed class SaveEveryStep(string path) : Callback
    {
        public override void OnBatchEnd(Trainer trainer) => Checkpoint.Save(path, trainer);
    }
}
