using Unroll.Checkpoints;
using Unroll.Models;
using Unroll.Persistence;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public sealed class ModelCheckpointTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    string[] Lines => [.. _output.ToString().Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        .Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)];

    [Fact]
    public void OnEpochEnd_SavesEveryEpoch_ByDefault()
    {
        using var run = new ScriptedRun(new ModelCheckpoint(_folder.File("{epoch:02d}-{loss:.2f}.safetensors")) { Output = _output });
        run.Epoch("loss", 2.5);
        run.Epoch("loss", 3);
        Assert.Equal(["01-2.50.safetensors", "02-3.00.safetensors"], _folder.Names);
        Assert.Equal(["Epoch 1: saving model to 01-2.50.safetensors", "Epoch 2: saving model to 02-3.00.safetensors"], Lines);
    }

    [Fact]
    public void OnEpochEnd_SavesTheBestOnly_WhenAsked()
    {
        using var run = new ScriptedRun(new ModelCheckpoint(_folder.File("{epoch}.safetensors")) { Monitor = "loss", SaveBestOnly = true, Output = _output });
        foreach (double loss in new[] { double.NaN, 2.1, 2.1, 1.9, 3 })
            run.Epoch("loss", loss);
        Assert.Equal(["2.safetensors", "4.safetensors"], _folder.Names);
        Assert.Equal(
            [
                "Epoch 1: loss did not improve from None",
                "Epoch 2: loss improved from None to 2.10000, saving model to 2.safetensors",
                "Epoch 3: loss did not improve from 2.10000",
                "Epoch 4: loss improved from 2.10000 to 1.90000, saving model to 4.safetensors",
                "Epoch 5: loss did not improve from 1.90000",
            ], Lines);
    }

    [Fact]
    public void OnEpochEnd_BeginsWithTheThreshold()
    {
        using var run = new ScriptedRun(new ModelCheckpoint(_folder.File("{epoch}.safetensors"))
        {
            Monitor = "accuracy", SaveBestOnly = true, InitialValueThreshold = 0.5,
        });
        foreach (double accuracy in new[] { 0.4, 0.5, 0.6 })
            run.Epoch("accuracy", accuracy);
        Assert.Equal(["3.safetensors"], _folder.Names);
    }

    [Fact]
    public void OnEpochEnd_MakesFolders_AndSavesWeightsAlone()
    {
        var checkpoint = new ModelCheckpoint(_folder.File(Path.Combine("deep", "er", "w.safetensors")))
        {
            SaveWeightsOnly = true, Metadata = new Dictionary<string, string> { ["note"] = "mine" },
        };
        using var run = new ScriptedRun(checkpoint);
        run.Epoch("loss", 1);
        using SafetensorsFile file = SafetensorsFile.Open(_folder.File(Path.Combine("deep", "er", "w.safetensors")));
        Assert.Equal(run.Trainer.Model.Parameters.Parameters.Count, file.Tensors.Count);
        Assert.Equal("mine", file.Metadata["note"]);
        Assert.Throws<InvalidDataException>(() => Checkpoint.Restore(_folder.File(Path.Combine("deep", "er", "w.safetensors")), run.Trainer));
    }

    /// <summary>9 steps an epoch: step 10 is the first batch of the second epoch.</summary>
    [Fact]
    public void OnBatchEnd_SavesEverySoManySteps()
    {
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options(epochs: 2) with
        {
            Callbacks = [new ModelCheckpoint(_folder.File("{epoch}-{batch:02d}.safetensors")) { SaveFrequency = 5 }],
        });
        Assert.Equal(["1-05.safetensors", "2-01.safetensors", "2-06.safetensors"], _folder.Names);
    }

    /// <summary>A checkpoint that one callback saves holds what the others, also those behind it, know after the epoch.</summary>
    [Fact]
    public void OnSave_ComesAfterAllCallbacks()
    {
        var stopping = new EarlyStopping { Monitor = "loss", Patience = 5 };
        using var run = new ScriptedRun(new ModelCheckpoint(_folder.File("a.safetensors")), stopping);
        run.Epoch("loss", 2);
        run.Epoch("loss", 1);
        using SafetensorsFile file = SafetensorsFile.Open(_folder.File("a.safetensors"));
        Assert.Equal("best=1 wait=0 bestEpoch=2 stoppedEpoch=0", file.Metadata["unroll.callback.EarlyStopping.loss"]);
    }

    [Fact]
    public void Restore_TellsCallbacksApart_ThatAreAlike()
    {
        using (var run = new ScriptedRun(new EarlyStopping { Monitor = "loss" }, new EarlyStopping { Monitor = "loss", StartFromEpoch = 1 },
            new ModelCheckpoint(_folder.File("a.safetensors"))))
        {
            run.Epoch("loss", 1);
            run.Epoch("loss", 2);
        }

        var first = new EarlyStopping { Monitor = "loss" };
        var second = new EarlyStopping { Monitor = "loss", StartFromEpoch = 1 };
        using var resumed = new ScriptedRun(first, second, new ModelCheckpoint(_folder.File("b.safetensors")));
        Checkpoint.Restore(_folder.File("a.safetensors"), resumed.Trainer);
        Assert.Equal((1, 2), (first.Best, second.Best));
    }

    [Fact]
    public void OnEpochEnd_Throws_ListingTheFigures_WhenTheFigureIsUnknown()
    {
        using var run = new ScriptedRun(new ModelCheckpoint(_folder.File("a")) { SaveBestOnly = true, Monitor = "accuracy" });
        var error = Assert.Throws<InvalidOperationException>(() => run.Epoch("loss", 1));
        Assert.Contains("ModelCheckpoint watches 'accuracy', but there are only: loss.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnEpochEnd_Throws_WhenTheTemplateAsksForMore()
    {
        using var run = new ScriptedRun(new ModelCheckpoint(_folder.File("{val_loss:.2f}")));
        Assert.Contains("'val_loss'", Assert.Throws<ArgumentException>(() => run.Epoch("loss", 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnTrainBegin_Throws_NamingThePath_WhenItCannotBeWritten()
    {
        File.WriteAllText(_folder.File("taken"), "");
        string path = Path.Combine(_folder.File("taken"), "a.safetensors");
        var error = Assert.Throws<IOException>(() => new ScriptedRun(new ModelCheckpoint(path)));
        Assert.Contains($"ModelCheckpoint cannot write '{path}'", error.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => new ScriptedRun(new ModelCheckpoint(_folder.Path)));
        Assert.Equal(["taken"], _folder.Names);
    }

    [Fact]
    public void OnTrainBegin_Throws_WhenTheFigureIsNotThereAfterSteps() => Assert.Throws<InvalidOperationException>(() =>
        new ScriptedRun(new ModelCheckpoint(_folder.File("a")) { SaveBestOnly = true, SaveFrequency = 3 }));
}
