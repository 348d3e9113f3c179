using Unroll.Studies.Data;
using Unroll.Studies.Runs;

namespace Unroll.Studies.Tests.Runs;

public sealed class FileChangeTests
{
    static readonly FileIdentity s_a = new("/data/a.txt", "a.txt", 1000, "aa"), s_b = new("/data/b.txt", "b.txt", 2000, "bb");

    [Fact]
    public void Describe_IsNull_WhenNothingChanged()
    {
        Assert.Null(FileChange.Describe([s_a, s_b], [s_a, s_b]));
        Assert.Null(FileChange.Describe([s_a], [s_a with { Path = "/elsewhere/c.txt", RelativePath = "c.txt" }]));
    }

    [Fact]
    public void Describe_IsNull_WhenNothingIsKnownOfTheFilesThen() => Assert.Null(FileChange.Describe([], [s_a]));

    [Fact]
    public void Describe_NamesTheFileThatChanged_AndHow()
    {
        Assert.Equal("b.txt: the file has changed since the run was made from it: 2,000 bytes then, 1,234,567 now",
            FileChange.Describe([s_a, s_b], [s_a, s_b with { Length = 1_234_567, Sha256 = "cc" }]));
        Assert.Equal("a.txt: the file has changed since the run was made from it: 1,000 bytes as before, with other contents",
            FileChange.Describe([s_a, s_b], [s_a with { Sha256 = "cc" }, s_b]));
    }

    [Fact]
    public void Describe_CountsFiles_WhenThereAreMoreOrFewer()
    {
        Assert.Equal("the run was made from 2 files (a.txt, b.txt), now there are 1", FileChange.Describe([s_a, s_b], [s_a]));
        Assert.Equal("the run was made from 1 file (a.txt), now there are 0", FileChange.Describe([s_a], []));
    }

    [Fact]
    public void Require_Throws_WithWhatCanBeDone()
    {
        FileChange.Require([s_a], [s_a], "begin a new run");
        string message = Assert.Throws<InputException>(() => FileChange.Require([s_a], [s_a with { Sha256 = "cc" }], "begin a new run")).Message;
        Assert.EndsWith("; bring back what the run was made from, or begin a new run", message, StringComparison.Ordinal);
    }
}
