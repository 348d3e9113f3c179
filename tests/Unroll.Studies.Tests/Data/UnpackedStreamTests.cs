using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Unroll.Studies.Data;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Tests.Data.Digits;

namespace Unroll.Studies.Tests.Data;

public sealed class UnpackedStreamTests : IDisposable
{
    static readonly byte[] s_noise = [.. Enumerable.Range(0, 30_000).SelectMany(i => SHA256.HashData(BitConverter.GetBytes(i))).Take(30_000)];

    readonly TemporaryFolder _folder = new();

    /// <summary>Contents that pack well and badly, of lengths on both sides of the decoder's buffer; an empty member has a trailer of zeros.</summary>
    public static TheoryData<int[]> Members => [[0], [5], [5, 6], [5, 0, 6], [0, 0, 5, 0], [8_150, 8_192, 30_000], [30_000, 1, 30_000], [100_000, 5, 100_000]];

    [Theory]
    [MemberData(nameof(Members))]
    public void Read_GivesAllMembers_AlsoBeforeZeros(int[] lengths)
    {
        byte[][] parts = [.. lengths.Select(length => length <= s_noise.Length ? s_noise[..length] : new byte[length])];
        byte[] packed = [.. parts.SelectMany(Pack)], contents = [.. parts.SelectMany(part => part)];
        foreach (int zeros in new[] { 0, 1, 7, 8, 9, 512, 20_000 })
        {
            string path = Write([.. packed, .. new byte[zeros]]);
            Assert.Equal(contents, PackedFile.ReadAllBytes(path, 1 << 20));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(contents)), FileIdentity.Of(path).Sha256);
            Assert.True(PackedFile.HasLength(path, contents.Length, out _));
            Assert.False(PackedFile.HasLength(path, contents.Length + 1, out long length));
            Assert.Equal(contents.Length, length);
        }
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("\0garbage")]
    [InlineData("\u001f")]
    [InlineData("\u001fx")]
    public void Read_Throws_WhenSomethingElseFollows(string garbage)
    {
        foreach (int length in new[] { 0, 5, 30_000 })
        {
            string path = Write([.. Pack(s_noise[..length]), .. Encoding.Latin1.GetBytes(garbage)]);
            Assert.Equal($"{path}: something that is not packed follows the packed contents; fetch the file again",
                Assert.Throws<InputException>(() => PackedFile.ReadAllBytes(path, 1 << 20)).Message);
        }
    }

    /// <summary>Wherever a file of two members ends before its end, but for the end of the first, it is cut short.</summary>
    [Fact]
    public void Read_Throws_WhenTheFileIsCutShort()
    {
        byte[] first = SampleData.Pack([.. "hello"u8]), both = [.. first, .. SampleData.Pack([.. "world"u8])];
        for (int length = 2; length < both.Length; length++)
            if (length != first.Length)
                Assert.Throws<InputException>(() => PackedFile.ReadAllBytes(Write(both[..length]), 100));
        byte[] large = SampleData.Pack(s_noise);
        foreach (int cut in new[] { 1, 7, 8, 9, 10, 8_192, 20_000 })
            Assert.EndsWith("is damaged or cut short; fetch it again",
                Assert.Throws<InputException>(() => PackedFile.ReadAllBytes(Write(large[..^cut]), 1 << 20)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Throws_WhenAByteOfTheTrailerIsWrong()
    {
        byte[] packed = SampleData.Pack(s_noise);
        for (int place = 1; place <= 8; place++)
        {
            byte[] damaged = [.. packed];
            damaged[^place] ^= 0x10;
            Assert.Throws<InputException>(() => PackedFile.ReadAllBytes(Write(damaged), 1 << 20));
        }
    }

    /// <summary>Name, comment, extra field and checksum of the header, as gzip's own command writes them.</summary>
    [Fact]
    public void Read_PassesOverTheHeader()
    {
        byte[] packed = SampleData.Pack([.. "hello"u8]);
        byte[] header = [.. packed[..3], 2 + 4 + 8 + 16, .. packed[4..10], 3, 0, 1, 2, 3, .. "a.txt\0"u8, .. "a comment\0"u8, 0xAB, 0xCD];
        Assert.Equal("hello"u8, PackedFile.ReadAllBytes(Write([.. header, .. packed[10..]]), 100));
    }

    [Fact]
    public void Idx_IsReadWhole_FromTwoMembers()
    {
        byte[] bytes = IdxSample.Labels([.. Enumerable.Range(0, 5_000).Select(i => (byte)(i % 10))]);
        string path = Write([.. SampleData.Pack(bytes[..2_000]), .. SampleData.Pack(bytes[2_000..])]);
        Assert.Equal(bytes[8..], IdxFile.Read(path, rank: 1).Elements.ToArray());
    }

    /// <summary>Texts and prices come from the same reader.</summary>
    [Fact]
    public void Text_IsReadWhole_FromTwoMembers() =>
        Assert.Equal("hello\nworld", TextFile.Load(Write([.. SampleData.Pack([.. "hello\n"u8]), .. SampleData.Pack([.. "world"u8]), 0, 0])).Text);

    public void Dispose() => _folder.Dispose();

    /// <summary>.NET packs nothing to nothing, other programs to an empty member.</summary>
    static byte[] Pack(byte[] bytes) => bytes.Length > 0 ? SampleData.Pack(bytes) : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("packed.gz"), bytes);
        return _folder.File("packed.gz");
    }
}
