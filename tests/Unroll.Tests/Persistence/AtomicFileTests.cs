using Unroll.Persistence;

namespace Unroll.Tests.Persistence;

public sealed class AtomicFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Commit_ReplacesTheTarget_AndLeavesNothingElse()
    {
        string path = _folder.File("a.txt");
        File.WriteAllText(path, "a longer text than the new one");

        using (var file = new AtomicFile(path))
        {
            file.Stream.Write("new"u8);
            Assert.Equal("a longer text than the new one", File.ReadAllText(path));
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(["a.txt"], _folder.Names);
    }

    [Fact]
    public void Dispose_LeavesTheTarget_WhenNotCommitted()
    {
        string path = _folder.File("a.txt");
        File.WriteAllText(path, "old");

        using (var file = new AtomicFile(path)) file.Stream.Write("new"u8);

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["a.txt"], _folder.Names);
    }

    [Fact]
    public void Dispose_RemovesTheTemporaryFile_WhenTheRenameFails()
    {
        string path = _folder.File("taken");
        Directory.CreateDirectory(path);

        using (var file = new AtomicFile(path))
            Assert.ThrowsAny<Exception>(file.Commit);

        Assert.Empty(_folder.Names);
        Assert.True(Directory.Exists(path));
    }

    [Fact]
    public void Commit_KeepsTwoWritersApart()
    {
        string path = _folder.File("a.txt");
        using var first = new AtomicFile(path);
        using var second = new AtomicFile(path);
        first.Stream.Write("first"u8);
        second.Stream.Write("second"u8);

        first.Commit();
        Assert.Equal("first", File.ReadAllText(path));
        second.Commit();
        Assert.Equal("second", File.ReadAllText(path));
        Assert.Equal(["a.txt"], _folder.Names);
    }

    [Fact]
    public void Constructor_Throws_WhenTheFolderIsMissing() =>
        Assert.Throws<DirectoryNotFoundException>(() => new AtomicFile(Path.Combine(_folder.Path, "none", "a.txt")));
}
