using Unroll.Studies.Runs;
using Unroll.Studies.Tasks.Memory;

namespace Unroll.Studies.Tests.Runs;

public sealed class NewRunFolderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Take_GivesEveryoneAFolderOfTheirOwn_AtTheSameTime()
    {
        const int Count = 24;
        var taken = new NewRunFolder[Count];
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => taken[i] = NewRunFolder.Take(_folder.File("runs/a")));
        Assert.Equal(Count, taken.Select(folder => folder.FolderPath).Distinct().Count());
        Assert.All(taken, folder => Assert.True(RunLock.IsHeld(folder.FolderPath)));
        Assert.Contains(_folder.File("runs/a"), taken.Select(folder => folder.FolderPath));
        foreach (NewRunFolder folder in taken)
            folder.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("runs")));
    }

    [Fact]
    public void Dispose_RemovesTheFolderAboveToo_WhereItWasMadeForThisOne()
    {
        NewRunFolder.Take(_folder.File("runs/a")).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
        Directory.CreateDirectory(_folder.File("runs"));
        NewRunFolder.Take(_folder.File("runs/a")).Dispose();
        Assert.Equal([_folder.File("runs")], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Take_LeavesWhatIsThereAlone()
    {
        string notes = Path.Combine(Directory.CreateDirectory(_folder.File("a")).FullName, "notes.txt");
        File.WriteAllText(notes, "mine");
        using (NewRunFolder taken = NewRunFolder.Take(_folder.File("a")))
        {
            Assert.Equal(_folder.File("a-2"), taken.FolderPath);
            File.WriteAllText(Path.Combine(taken.FolderPath, "config.json"), "{}");
        }

        using (NewRunFolder next = NewRunFolder.Take(_folder.File("a")))
            Assert.Equal(_folder.File("a-3"), next.FolderPath);
        Assert.Equal([_folder.File("a"), _folder.File("a-2")], Directory.GetFileSystemEntries(_folder.Path).Order(StringComparer.Ordinal));
        Assert.Equal([notes], Directory.GetFileSystemEntries(_folder.File("a")));
    }

    /// <summary>Two that are begun in the same second: each ends, in a folder of its own, with callbacks that write there.</summary>
    [Fact]
    public void Train_TakesAnotherFolder_WhereTheOneItWantsIsTaken()
    {
        RunOptions options = new() { Folder = _folder.File("run"), TakesFreeFolder = true, Workers = 1 };
        MemoryConfiguration small = new() { Words = ["helloworld"], Units = 4, Epochs = 1, Callbacks = ["csv_logger"] };
        var results = new RunResult[3];
        Parallel.For(0, results.Length, i => results[i] = RunTraining.Train(small, options, CancellationToken.None));
        Assert.Equal(["run", "run-2", "run-3"], results.Select(result => Path.GetFileName(result.Folder)!).Order(StringComparer.Ordinal));
        Assert.All(results, result => Assert.True(File.Exists(Path.Combine(result.Folder, "log.csv"))));
        Assert.All(results, result => Assert.False(File.Exists(Path.Combine(result.Folder, "run.lock"))));
        Assert.ThrowsAny<InputException>(() => RunTraining.Train(small, options with { TakesFreeFolder = false }, CancellationToken.None));
        Assert.ThrowsAny<InputException>(() => RunTraining.Train(small with { Data = "nowhere" }, options, CancellationToken.None));
        Assert.Equal(3, Directory.GetDirectories(_folder.Path).Length);
    }

    public void Dispose() => _folder.Dispose();
}
