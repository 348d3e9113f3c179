using Unroll.Studies.Runs;

namespace Unroll.Studies.Tests.Runs;

public sealed class RunCheckpointTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly RunFolder _run;

    public RunCheckpointTests() => _run = RunFolder.Create(_folder.File("run"));

    [Fact]
    public void Choose_TakesTheBest_ElseTheLast_WhereNoneIsNamed()
    {
        Write(_run.Last);
        Assert.Equal(new RunCheckpoint(_run.Last, "last"), RunCheckpoint.Choose(_run, null));
        Write(_run.Best);
        Assert.Equal(new RunCheckpoint(_run.Best, "best"), RunCheckpoint.Choose(_run, null));
        Assert.Equal(new RunCheckpoint(_run.Last, "last"), RunCheckpoint.Choose(_run, "last"));
    }

    [Fact]
    public void Choose_Refuses_TheBestThatIsNotThere_AndListsWhatIs()
    {
        Write(_run.Last);
        Write(_run.Checkpoint("epoch-001.safetensors"));
        Assert.Equal($"{_run.FolderPath}: the run kept no best checkpoint; it has epoch-001.safetensors, last.safetensors", Mistake("best"));
        Assert.EndsWith("it has epoch-001.safetensors, last.safetensors", Mistake("epoch-002.safetensors"), StringComparison.Ordinal);
        File.Delete(_run.Last);
        Assert.Contains("no last checkpoint; it has epoch-001", Mistake("last"), StringComparison.Ordinal);
        Assert.Contains("no last checkpoint; it has epoch-001", Mistake(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_FindsAFile_HereFirst_ThenInTheRun_AndSaysSoWhereBothAre()
    {
        string own = _run.Checkpoint("one.safetensors");
        Write(own);
        Assert.Equal(new RunCheckpoint(own, "one.safetensors"), RunCheckpoint.Choose(_run, "one.safetensors"));
        Assert.Equal(new RunCheckpoint(own, own), RunCheckpoint.Choose(_run, own));

        string here = $"{Guid.NewGuid():N}.safetensors";
        Write(here);
        try
        {
            Assert.Equal(new RunCheckpoint(here, here), RunCheckpoint.Choose(_run, here));
            Write(_run.Checkpoint(here));
            RunCheckpoint both = RunCheckpoint.Choose(_run, here);
            Assert.Equal(here, both.Path);
            Assert.Equal($"{here} of the working directory is taken; the run has one of the same name, {_run.Checkpoint(here)}", both.Remark);
        }
        finally
        {
            File.Delete(here);
        }
    }

    [Fact]
    public void Choose_SaysWhyThereIsNone()
    {
        Assert.Contains("let it train for an epoch first", Mistake(null), StringComparison.Ordinal);
        Write(Path.Combine(_run.FolderPath, "result.json"));
        Assert.Contains("a study that kept no checkpoints", Mistake("best"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    string Mistake(string? name) => Assert.Throws<InputException>(() => RunCheckpoint.Choose(_run, name)).Message;

    static void Write(string path) => File.WriteAllText(path, "");
}
