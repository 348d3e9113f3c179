using Unroll.Studies.Runs;

namespace Unroll.Studies.Tests.Runs;

public sealed class RunLockTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Acquire_NamesTheOwner_WhenTheLockIsHeld()
    {
        using RunLock held = RunLock.Acquire(_folder.Path);
        for (int attempt = 0; attempt < 2; attempt++)
        {
            string message = Assert.Throws<RunFolderException>(() => RunLock.Acquire(_folder.Path)).Message;
            string owner = $"process {Environment.ProcessId} on {Environment.MachineName} since 2";
            Assert.StartsWith($"{_folder.Path}: in use by {owner}", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }

        Assert.Equal(["run.lock", "run.owner"], _folder.Names);
    }

    [Fact]
    public void Acquire_SaysAnotherProcess_WhenTheOwnerHasNotWrittenItsNameYet()
    {
        using var held = new FileStream(_folder.File("run.lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Assert.Contains("in use by another process", Assert.Throws<RunFolderException>(() => RunLock.Acquire(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal(["run.lock"], _folder.Names);
    }

    [Fact]
    public void Dispose_GivesTheLockBack_AndRemovesItsFiles()
    {
        RunLock.Acquire(_folder.Path).Dispose();
        Assert.Empty(_folder.Names);
        RunLock.Acquire(_folder.Path).Dispose();
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Dispose_LeavesTheNextOwnerAlone_WhenCalledAgain()
    {
        RunLock first = RunLock.Acquire(_folder.Path);
        first.Dispose();
        using RunLock second = RunLock.Acquire(_folder.Path);
        first.Dispose();
        Assert.Equal(["run.lock", "run.owner"], _folder.Names);
        Assert.Throws<RunFolderException>(() => RunLock.Acquire(_folder.Path));
    }

    [Fact]
    public void Dispose_DoesNotMind_WhenTheFolderIsGone()
    {
        using RunLock held = RunLock.Acquire(Directory.CreateDirectory(_folder.File("run")).FullName);
        if (!OperatingSystem.IsWindows()) Directory.Delete(_folder.File("run"), recursive: true);
    }

    [Fact]
    public void Acquire_TakesOver_WhatAKilledProcessLeft()
    {
        File.WriteAllText(_folder.File("run.lock"), "");
        File.WriteAllText(_folder.File("run.owner"), "process 4711 on elsewhere since 2020-01-01T00:00:00Z, and longer than the next owner's text\n");

        using (RunLock.Acquire(_folder.Path))
            Assert.StartsWith($"process {Environment.ProcessId} ", File.ReadAllText(_folder.File("run.owner")), StringComparison.Ordinal);

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void Acquire_HoldsOneFolderOnly()
    {
        using var other = new TemporaryFolder();
        using RunLock first = RunLock.Acquire(_folder.Path);
        using RunLock second = RunLock.Acquire(other.Path);
    }

    [Fact]
    public void Acquire_Throws_WhenTheFolderIsMissing()
    {
        string missing = Path.Combine(_folder.Path, "none");
        Assert.StartsWith($"{missing}: no such folder;", Assert.Throws<RunFolderException>(() => RunLock.Acquire(missing)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
    }
}
