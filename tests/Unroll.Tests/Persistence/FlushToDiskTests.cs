using Unroll.Persistence;

namespace Unroll.Tests.Persistence;

/// <summary>Contents reach the disk before the name does: a rename that comes first leaves an empty file after a power failure.</summary>
public sealed class FlushToDiskTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Commit_FlushesAllContentsToTheDisk_BeforeItReplacesTheTarget()
    {
        string path = _folder.File("a.txt");
        File.WriteAllText(path, "old");
        List<string> events = [];
        using (var file = new AtomicFile(path,
            temporary => new WatchedStream(temporary, () => events.Add($"{File.ReadAllText(path)} {new FileInfo(temporary).Length}"))))
        {
            file.Stream.Write(new byte[100_000]);
            file.Stream.Write("the end"u8);
            Assert.Empty(events);
            file.Commit();
        }

        Assert.Equal(["old 100007"], events);
        Assert.Equal(100_007, new FileInfo(path).Length);
    }

    [Fact]
    public void Commit_LeavesTheTarget_WhenTheDiskFails()
    {
        string path = _folder.File("a.txt");
        File.WriteAllText(path, "old");
        using (var file = new AtomicFile(path, temporary => new WatchedStream(temporary, () => throw new IOException("the disk fails"))))
        {
            file.Stream.Write("new"u8);
            Assert.Throws<IOException>(file.Commit);
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a.txt"], _folder.Names);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Tells of every flush that goes to the disk, after it.</summary>
    sealed class WatchedStream(string path, Action onDisk) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read)
    {
        public override void Flush(bool flushToDisk)
        {
            base.Flush(flushToDisk);
            if (flushToDisk)
                onDisk();
        }
    }
}
