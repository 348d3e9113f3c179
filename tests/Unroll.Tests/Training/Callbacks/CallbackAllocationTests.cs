using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Training.Callbacks;

namespace Unroll.Tests.Training.Callbacks;

public sealed class CallbackAllocationTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Steps between two epochs, in which nothing is due to be saved.</summary>
    [Fact]
    public void OnBatchEnd_AllocatesNothing()
    {
        Callback[] callbacks =
        [
            new ModelCheckpoint(_folder.File("a")) { SaveFrequency = 1000 }, new ModelCheckpoint(_folder.File("b")), new LearningRateScheduler(_ => 0.1),
            new ReduceLrOnPlateau(), new EarlyStopping(), new CsvLogger(_folder.File("log.csv")), new TerminateOnNaN(),
                new LambdaCallback { BatchEnd = _ => { } },
            new BackupAndRestore(_folder.File("backup")), new TensorBoard(_folder.Path) { UpdateFrequency = 1000 },
        ];
        Model model = TinyText.Model().Compile(new Adam(0.1f), new SparseCategoricalCrossentropy { FromLogits = true });
        using var trainer = new Trainer(model, TinyText.Streams(), TinyText.Options() with { Callbacks = callbacks });
        foreach (Callback callback in callbacks)
            callback.OnTrainBegin(trainer);
        trainer.RunStep();
        Steps(trainer, callbacks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Steps(trainer, callbacks);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    static void Steps(Trainer trainer, Callback[] callbacks)
    {
        for (int step = 0; step < 50; step++)
        {
            foreach (Callback callback in callbacks)
                callback.OnBatchEnd(trainer);
            foreach (Callback callback in callbacks)
                callback.OnSave(trainer);
        }
    }
}
