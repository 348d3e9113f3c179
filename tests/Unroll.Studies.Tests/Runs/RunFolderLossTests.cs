using Unroll.Studies.Runs;
using Unroll.Studies.Tasks;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Studies.Tests.Runs;

/// <summary>What happens to the folder of a run while it trains, and what killed processes leave in it.</summary>
public sealed class RunFolderLossTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Run => _folder.File("run");

    [Theory]
    [InlineData]
    [InlineData("csv_logger")]
    [InlineData("model_checkpoint")]
    public void Train_SaysThatTheFolderIsGone(params string[] callbacks)
    {
        RunWriteException error = Lose(run => Directory.Delete(run.FolderPath, recursive: true), callbacks);
        Assert.Equal((true, false), (error.IsGone, error.CanResume));
        Assert.StartsWith($"{Run}: the run folder is gone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_NamesTheFileThatCannotBeWritten_AndWhatIsKept()
    {
        RunWriteException error = Lose(run =>
        {
            File.Delete(run.History);
            Directory.CreateDirectory(Path.Combine(run.History, "inner"));
        });
        Assert.True(error.CanResume);
        Assert.Contains("history.csv'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("the checkpoint that was saved last is kept", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_MakesTheFolderOfCheckpointsAgain_AndTheRunBeginsAnew()
    {
        RunWriteException error = Lose(run => Directory.Delete(Path.GetDirectoryName(run.Last)!, recursive: true));
        Assert.True(error.CanResume);
        Assert.EndsWith("no checkpoint had been saved", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, SavedRun.Resume(Options("run"), CancellationToken.None).Epochs);
    }

    [Fact]
    public void Resume_RemovesWhatAKilledSaveLeft_AndNothingElse()
    {
        RunTraining.Train(Small(), Options("run"), CancellationToken.None);
        string[] ours = ["checkpoints/last.safetensors.0a1b2c3d.tmp", "history.csv.00ff00ff.tmp", $"{Guid.NewGuid():N}.tmp", "samples/epoch-001.txt.12345678.tmp"];
        string[] others = ["notes.tmp", "checkpoints/last.safetensors.tmp", "history.csv.0A1B2C3D.tmp", "history.csv.0a1b2c3.tmp", "a.0a1b2c3d.tmp.txt"];
        foreach (string name in ours.Concat(others))
            File.WriteAllText(Path.Combine(Run, name), "half");
        SavedRun.Resume(Options("run"), CancellationToken.None);
        Assert.All(ours, name => Assert.False(File.Exists(Path.Combine(Run, name)), name));
        Assert.All(others, name => Assert.True(File.Exists(Path.Combine(Run, name)), name));
    }

    [Fact]
    public void Train_MakesNoFolderForSamples_WhereThereAreNone()
    {
        RunTraining.Train(Small(), Options("run") with { KeepsDetails = false }, CancellationToken.None);
        Assert.Equal([Path.Combine(Run, "checkpoints")], Directory.GetDirectories(Run));
    }

    public void Dispose() => _folder.Dispose();

    RunOptions Options(string name) => new() { Folder = _folder.File(name), Workers = 1 };

    static MemoryConfiguration Small() => new() { Words = ["helloworld"], Units = 4, Epochs = 3 };

    RunWriteException Lose(Action<RunFolder> lose, params string[] callbacks) => Assert.Throws<RunWriteException>(() => RunTraining.Train(
        Small() with { Callbacks = callbacks }, Options("run") with { Listener = new Loss(() => lose(new RunFolder(Run))) }, CancellationToken.None));

    sealed class Loss(Action lose) : IRunListener
    {
        public void OnStart(RunStart start)
        {
        }

        public void OnSample(int epoch, string sample)
        {
            if (epoch == 2)
                lose();
        }
    }
}
