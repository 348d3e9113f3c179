using Unroll.Models;
using Unroll.Tests.Persistence;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public sealed class BackupAndRestoreTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>9 steps an epoch, killed in the 14th step: the backup is that of the epoch, or of the 12th step.</summary>
    [Theory]
    [InlineData(null, 9)]
    [InlineData(4, 12)]
    public void OnTrainBegin_GoesOn_WhereAKilledRunWasSaved(int? frequency, long resumedAt)
    {
        Model unbroken = TinyText.Model();
        History expected = unbroken.Fit(TinyText.Streams(), TinyText.Options());

        FitOptions Options(Action<Trainer> eachStep) => TinyText.Options() with
        {
            Callbacks = [new BackupAndRestore(_folder.Path) { SaveFrequency = frequency }, new LambdaCallback { BatchEnd = eachStep }],
        };
        Assert.Throws<InvalidOperationException>(() => TinyText.Model().Fit(TinyText.Streams(), Options(trainer =>
        {
            if (trainer.Step == 14)
                throw new InvalidOperationException("killed");
        })));
        Assert.Equal(["backup.safetensors"], _folder.Names);

        long first = 0;
        Model second = TinyText.Model();
        History history = second.Fit(TinyText.Streams(), Options(trainer => first = first == 0 ? trainer.Step : first));
        Assert.Equal(resumedAt + 1, first);
        Assert.Equal(TinyText.Bits(unbroken), TinyText.Bits(second));
        Assert.Equal(expected["val_loss"], history["val_loss"]);
        Assert.Equal(expected["loss"], history["loss"]);
        Assert.Empty(_folder.Names);
    }

    /// <summary>Wherever the backup stands in the list, the others go on from the step that it was saved after.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OnTrainBegin_RestoresTheOtherCallbacks(bool first)
    {
        List<Callback> Callbacks(string name)
        {
            string folder = _folder.File(name);
            List<Callback> callbacks = [new CsvLogger(Path.Combine(folder, "log.csv")), new TensorBoard(folder), new EarlyStopping { Patience = 9 }];
            callbacks.Insert(first ? 0 : 3, new BackupAndRestore(Path.Combine(folder, "backup")) { SaveFrequency = 4 });
            return callbacks;
        }

        List<Callback> whole = Callbacks("whole"), resumed = Callbacks("parts");
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = whole });
        var kill = new LambdaCallback { BatchEnd = trainer => ObjectDisposedException.ThrowIf(trainer.Step == 21, trainer) };
        Assert.Throws<ObjectDisposedException>(() =>
            TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = [.. Callbacks("parts"), kill] }));
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with { Callbacks = resumed });

        Assert.Equal(File.ReadAllText(_folder.File("whole/log.csv")), File.ReadAllText(_folder.File("parts/log.csv")));
        Assert.Equal(
            EventRecords.Scalars(EventRecords.ReadFolder(_folder.File("whole/validation")), "epoch_loss"),
            EventRecords.Scalars(EventRecords.ReadFolder(_folder.File("parts/validation")), "epoch_loss"));
        Assert.Equal(whole.OfType<EarlyStopping>().Single().SaveState(), resumed.OfType<EarlyStopping>().Single().SaveState());
    }

    /// <summary>A run that had ended early, and whose backup stays, makes no more steps, wherever the backup stands in the list.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void OnRestore_LeavesARunEnded_ThatAnotherCallbackHadEnded(bool first)
    {
        (int[] Bits, int Epochs) Run()
        {
            var stopping = new EarlyStopping { Monitor = "loss", Mode = MonitorMode.Max, RestoreBestWeights = true };
            Callback backup = new BackupAndRestore(_folder.Path) { DeleteCheckpoint = false };
            Model model = TinyText.Model();
            History history = model.Fit(TinyText.Streams(), TinyText.Options(9) with { Callbacks = first ? [backup, stopping] : [stopping, backup] });
            return (TinyText.Bits(model), history.Epochs.Count);
        }

        (int[] bits, int epochs) = Run();
        Assert.Equal(2, epochs);
        (int[] bitsAgain, int epochsAgain) = Run();
        Assert.Equal(2, epochsAgain);
        Assert.Equal(bits, bitsAgain);
    }

    [Fact]
    public void OnTrainEnd_KeepsTheBackup_WhenTrainingWasCancelled()
    {
        Model unbroken = TinyText.Model();
        unbroken.Fit(TinyText.Streams(), TinyText.Options());

        using var cancellation = new CancellationTokenSource();
        TinyText.Model().Fit(TinyText.Streams(), TinyText.Options() with
        {
            Callbacks = [new BackupAndRestore(_folder.Path), new LambdaCallback { BatchEnd = trainer => CancelAt(trainer, 14, cancellation) }],
        }, cancellation.Token);
        Assert.Equal(["backup.safetensors"], _folder.Names);

        Model second = TinyText.Model();
        using var resumed = new Trainer(second, TinyText.Streams(), TinyText.Options() with { Callbacks = [new BackupAndRestore(_folder.Path)] });
        resumed.Run();
        Assert.Equal(TinyText.Bits(unbroken), TinyText.Bits(second));
        Assert.Equal(27, resumed.Step);
    }

    [Fact]
    public void OnTrainEnd_KeepsTheBackup_WhenAsked()
    {
        TinyText.Model().Fit(TinyText.Streams(),
            TinyText.Options(epochs: 1) with { Callbacks = [new BackupAndRestore(_folder.Path) { DeleteCheckpoint = false }] });
        Assert.Equal(["backup.safetensors"], _folder.Names);
    }

    [Fact]
    public void OnTrainBegin_Throws_NamingThePath_WhenItCannotBeWritten()
    {
        File.WriteAllText(_folder.File("taken"), "");
        var error = Assert.Throws<IOException>(() => new ScriptedRun(new BackupAndRestore(_folder.File("taken"))));
        Assert.Contains(_folder.File("taken"), error.Message, StringComparison.Ordinal);
    }

    static void CancelAt(Trainer trainer, long step, CancellationTokenSource cancellation)
    {
        if (trainer.Step == step)
            cancellation.Cancel();
    }
}
