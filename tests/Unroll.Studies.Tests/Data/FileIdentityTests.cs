using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

public sealed class FileIdentityTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(200_000)]
    public void Of_IsLengthAndChecksumOfTheContents_PackedOrNot(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        File.WriteAllBytes(_folder.File("plain"), bytes);
        using (var packed = new GZipStream(File.Create(_folder.File("packed.gz")), CompressionLevel.Fastest))
            packed.Write(bytes);
        string checksum = Convert.ToHexStringLower(SHA256.HashData(bytes));
        foreach (string name in length == 0 ? (string[])["plain"] : ["plain", "packed.gz"])
        {
            FileIdentity identity = FileIdentity.Of(_folder.File(name));
            Assert.Equal((_folder.File(name), length, checksum), (identity.Path, identity.Length, identity.Sha256));
            Assert.Equal(_folder.File(name), Path.GetFullPath(identity.RelativePath));
        }
    }

    [Fact]
    public void Of_KeepsTheName_OfContentsThatComeWithTheProgram() =>
        Assert.Equal(
            new FileIdentity("stories", "stories", 2, Convert.ToHexStringLower(SHA256.HashData("ab"u8))),
            FileIdentity.Of("stories", new MemoryStream("ab"u8.ToArray())));

    [Fact]
    public void FromJson_ReadsWhatToJsonWrote()
    {
        FileIdentity[] files = [new("/data/Ünïcode 株.csv", "Ünïcode 株.csv", long.MaxValue, "00"), new("b", "b", 0, "")];
        using JsonDocument json = JsonDocument.Parse(FileIdentity.ToJson(files).ToJsonString());
        Assert.Equal(files, FileIdentity.FromJson(json.RootElement));
    }

    [Theory]
    [InlineData("[{}]")]
    [InlineData("""[{ "path": null, "relativePath": "a", "length": 1, "sha256": "" }]""")]
    [InlineData("""[{ "path": "a", "relativePath": "a", "length": "1", "sha256": "" }]""")]
    [InlineData("3")]
    public void FromJson_Throws_WhenItIsSomethingElse(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        Assert.Throws<JsonException>(() => FileIdentity.FromJson(json.RootElement));
    }

    public void Dispose() => _folder.Dispose();
}
