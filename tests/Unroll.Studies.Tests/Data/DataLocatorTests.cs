using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

public sealed class DataLocatorTests : IDisposable
{
    readonly TemporaryFolder _root = new();
    readonly TemporaryFolder _cache = new();

    public void Dispose()
    {
        _root.Dispose();
        _cache.Dispose();
    }

    [Fact]
    public void Locate_PrefersTheDataRoot_ThenTheCache_ElseNothing()
    {
        var locator = new DataLocator(_root.Path, _cache.Path);
        Assert.Null(locator.Locate(SampleData.First));

        string cached = SampleData.Place(_cache.Path, SampleData.First, SampleData.FirstBytes);
        Assert.Equal(cached, locator.Locate(SampleData.First));

        string kept = SampleData.Place(_root.Path, SampleData.First, SampleData.FirstBytes);
        Assert.Equal(kept, locator.Locate(SampleData.First));
        Assert.Null(new DataLocator(null, null).Locate(SampleData.First));
    }

    [Fact]
    public void Locate_FindsADataSet_OnlyWhenAllItsFilesAreThere()
    {
        var locator = new DataLocator(_root.Path, _cache.Path);
        string second = SampleData.Place(_root.Path, SampleData.Second, SampleData.SecondBytes);
        Assert.Null(locator.Locate(SampleData.Set));

        string first = SampleData.Place(_cache.Path, SampleData.First, SampleData.FirstBytes);
        Assert.Equal([first, second], locator.Locate(SampleData.Set));
    }

    [Fact]
    public void Require_SaysHowADataSetIsGot_WhereItIsMissing()
    {
        var locator = new DataLocator(_root.Path, _cache.Path);
        DataSource noAddress = SampleData.Set with { Files = [SampleData.First with { Source = null }] };
        Assert.Equal("sample: not on this machine yet; get it with 'unroll data get sample', or set UNROLL_DATA to the folder of the data",
            Assert.Throws<InputException>(() => locator.Require(SampleData.Set)).Message);
        Assert.Equal("sample: not on this machine yet; get it with 'unroll data get sample', set UNROLL_DATA to the folder of the data, or try --data other",
            Assert.Throws<InputException>(() => locator.Require(SampleData.Set, "other")).Message);
        Assert.Equal("sample: not on this machine yet; see 'unroll data get sample', set UNROLL_DATA to the folder of the data, or try --data other",
            Assert.Throws<InputException>(() => locator.Require(noAddress, "other")).Message);
        string path = SampleData.Place(_root.Path, SampleData.First, SampleData.FirstBytes);
        Assert.Equal([path], locator.Require(noAddress));
    }

    [Fact]
    public void Locate_TakesAPackedFile_PackedOrNot()
    {
        DataFile packed = SampleData.First with { RelativePath = "part/first.bin.gz" };
        string unpackedCopy = SampleData.Place(_cache.Path, SampleData.First, SampleData.FirstBytes);
        var locator = new DataLocator(_root.Path, _cache.Path);
        Assert.Equal(unpackedCopy, locator.Locate(packed));

        string packedCopy = SampleData.Place(_root.Path, packed, SampleData.Pack(SampleData.FirstBytes));
        Assert.Equal(packedCopy, locator.Locate(packed));
        Assert.Equal(SampleData.FirstBytes, PackedFile.ReadAllBytes(packedCopy, 1 << 20));

        File.WriteAllBytes(packedCopy, SampleData.Pack([1, 2, 3]));
        Assert.Contains("3 bytes; the data set's file has 200000", Assert.Throws<InputException>(() => locator.Locate(packed)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Locate_Throws_WhenTheFileHasAnotherSize()
    {
        string path = SampleData.Place(_cache.Path, SampleData.First, [1, 2, 3]);
        string message = Assert.Throws<InputException>(() => new DataLocator(null, _cache.Path).Locate(SampleData.First)).Message;
        Assert.StartsWith($"{path}: 3 bytes; the data set's file has 200000", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "XDG_CACHE_HOME=/x HOME=/home/u", "/x/unroll")]
    [InlineData(false, "XDG_CACHE_HOME=relative HOME=/home/u", "/home/u/.cache/unroll")]
    [InlineData(false, "XDG_CACHE_HOME= HOME=/home/u", "/home/u/.cache/unroll")]
    [InlineData(false, "LOCALAPPDATA=/local", null)]
    [InlineData(true, "LOCALAPPDATA=/local HOME=/home/u XDG_CACHE_HOME=/x", "/local/unroll")]
    [InlineData(true, "HOME=/home/u", null)]
    public void FromEnvironment_FindsTheCacheFolder(bool isWindows, string variables, string? expected)
    {
        DataLocator locator = FromEnvironment(isWindows, variables.Split(' '));
        Assert.Equal(expected, locator.CacheRoot?.Replace('\\', '/'));
        Assert.Null(locator.DataRoot);
    }

    [Fact]
    public void FromEnvironment_TakesTheDataRoot_UnlessItIsEmpty()
    {
        Assert.Equal(_root.Path, FromEnvironment(false, $"UNROLL_DATA={_root.Path}").DataRoot);
        Assert.Null(FromEnvironment(false, "UNROLL_DATA=").DataRoot);
    }

    [Fact]
    public void FromEnvironment_Throws_WhenTheDataRootIsNoFolder()
    {
        string missing = Path.Combine(_root.Path, "none");
        string message = Assert.Throws<InputException>(() => FromEnvironment(false, $"UNROLL_DATA={missing}")).Message;
        Assert.StartsWith($"UNROLL_DATA names {missing}, which is not a folder;", message, StringComparison.Ordinal);
    }

    static DataLocator FromEnvironment(bool isWindows, params string[] variables)
    {
        Dictionary<string, string> values = variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return DataLocator.FromEnvironment(values.GetValueOrDefault, isWindows);
    }
}
