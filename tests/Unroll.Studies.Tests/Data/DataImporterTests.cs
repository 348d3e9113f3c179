using System.Security.Cryptography;
using System.Text;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

public sealed class DataImporterTests : IDisposable
{
    readonly TemporaryFolder _given = new();
    readonly TemporaryFolder _cache = new();

    public void Dispose()
    {
        _given.Dispose();
        _cache.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportAsync_PutsTheFileInItsPlace_WhateverItsName(bool packed)
    {
        string path = Give(packed ? SampleData.Pack(SampleData.SecondBytes) : SampleData.SecondBytes);
        string placed = await DataImporter.ImportAsync(SampleData.Set, path, Locator);
        Assert.Equal(SampleData.Second.PathUnder(_cache.Path), placed);
        Assert.Equal(SampleData.SecondBytes, await File.ReadAllBytesAsync(placed));
        Assert.Equal(placed, Locator.Locate(SampleData.Second));
    }

    [Fact]
    public async Task ImportAsync_CutsALongerFile_ToTheYearsOfTheDataSet()
    {
        const string Kept = "Date,Close\n2010-01-04,1\n2010-12-31,2\n2011-06-01,3\n";
        byte[] bytes = Encoding.UTF8.GetBytes(Kept);
        var file = new DataFile("a.csv", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), null) { Years = (2010, 2011) };
        string path = Give(Encoding.UTF8.GetBytes("Date,Close\r\n2009-12-31,0\r\n2010-01-04,1\r\n2010-12-31,2\r\n2011-06-01,3\r\n2012-01-02,4"));
        string placed = await DataImporter.ImportAsync(SampleData.Set with { Files = [file] }, path, Locator);
        Assert.Equal(Kept, await File.ReadAllTextAsync(placed));
    }

    [Fact]
    public async Task ImportAsync_NamesTheChecksums_WhenItIsAnotherFile()
    {
        string path = Give([1, 2, 3]);
        string message = (await Assert.ThrowsAsync<InputException>(() => DataImporter.ImportAsync(SampleData.Set, path, Locator))).Message;
        Assert.StartsWith($"{path}: not a file of sample: its contents have SHA-256 {Convert.ToHexStringLower(SHA256.HashData([1, 2, 3]))}", message,
            StringComparison.Ordinal);
        Assert.Contains($"part/second.bin {SampleData.Second.Sha256}", message, StringComparison.Ordinal);
        Assert.Empty(_cache.Names);
    }

    [Fact]
    public async Task ImportAsync_SaysWhatIsWrong_WithADamagedFile_AndWithNone()
    {
        byte[] packed = SampleData.Pack(SampleData.FirstBytes);
        string cut = Give(packed[..(packed.Length / 2)]);
        Assert.Contains("damaged or cut short",
            (await Assert.ThrowsAsync<InputException>(() => DataImporter.ImportAsync(SampleData.Set, cut, Locator))).Message, StringComparison.Ordinal);
        Assert.Contains("no such file",
            (await Assert.ThrowsAsync<InputException>(() => DataImporter.ImportAsync(SampleData.Set, _given.File("none"), Locator))).Message,
                StringComparison.Ordinal);
        Assert.Contains("is a folder",
            (await Assert.ThrowsAsync<InputException>(() => DataImporter.ImportAsync(SampleData.Set, _given.Path, Locator))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_SaysThatThereIsNoCacheFolder()
    {
        string path = Give(SampleData.SecondBytes);
        Assert.Equal($"there is no cache folder for {path}; set UNROLL_DATA to a folder that holds the data instead", (await Assert.ThrowsAsync<InputException>(
            () => DataImporter.ImportAsync(SampleData.Set, path, new DataLocator(null, null)))).Message);
    }

    DataLocator Locator => new(null, _cache.Path);

    string Give(byte[] bytes)
    {
        string path = _given.File("given");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
