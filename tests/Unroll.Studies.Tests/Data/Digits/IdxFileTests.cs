using Unroll.Studies.Data.Digits;

namespace Unroll.Studies.Tests.Data.Digits;

public sealed class IdxFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_GivesDimensionsAndElements_PackedOrNot(bool packed)
    {
        byte[] bytes = IdxSample.Pictures(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        IdxFile file = IdxFile.Read(Write(packed ? SampleData.Pack(bytes) : bytes), rank: 3);
        Assert.Equal([2, 2, 3], file.Dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], file.Elements.ToArray());
    }

    public static TheoryData<byte[], string> Lies => new()
    {
        { [], "not an IDX file" },
        { [1, 0, 8, 1, 0, 0, 0, 1, 5], "not an IDX file" },
        { [0, 0, 13, 1, 0, 0, 0, 1, 5], "type 0x0D" },
        { [0, 0, 8, 3, 0, 0, 0, 1], "3 dimensions, as pictures have; expected are 1, as labels have" },
        { [0, 0, 8, 1, 0, 0], "ends within its header of 8 bytes" },
        { [0, 0, 8, 1, 0, 0, 0, 0], "promises 0 elements" },
        { [0, 0, 8, 1, 255, 255, 255, 255, 5], "promises -1 elements" },
        { [0, 0, 8, 1, 0, 0, 0, 3, 5, 6], "promises 3 = 3 elements, the file holds 2" },
        { [0, 0, 8, 1, 0, 0, 0, 1, 5, 6], "promises 1 = 1 elements, the file holds 2" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public void Read_Throws_WhenTheHeaderLies(byte[] bytes, string message)
    {
        string path = Write(bytes);
        var error = Assert.Throws<InputException>(() => IdxFile.Read(path, rank: 1));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Read_Throws_WhenTheHeaderPromisesMoreThanANumberHolds()
    {
        byte[] bytes = IdxSample.Pictures(int.MaxValue, int.MaxValue, int.MaxValue, [1]);
        Assert.Contains("9903520300447984150353281023", Assert.Throws<InputException>(() => IdxFile.Read(Write(bytes), rank: 3)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Throws_WhenThePackedFileIsCutShort()
    {
        byte[] packed = SampleData.Pack(IdxSample.Labels([.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i % 10))]));
        Assert.Contains("damaged or cut short", Assert.Throws<InputException>(() => IdxFile.Read(Write(packed[..^20]), rank: 1)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TakesTheMemoryOfItsElementsOnly()
    {
        const int Count = 4_000_000;
        string path = Write(SampleData.Pack(IdxSample.Labels(new byte[Count])));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Count, IdxFile.Read(path, rank: 1).Elements.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Count, Count + (1 << 20));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(500_000_000)]
    [InlineData(int.MaxValue)]
    public void Read_TakesNoMemory_WhenThePackedFileIsLongerOrShorterThanItsHeader(int promised)
    {
        byte[] bytes = IdxSample.Labels(new byte[4_000_000]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), promised);
        byte[] honest = SampleData.Pack(bytes), lying = [.. honest];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(lying.Length - 4), (uint)promised + 8);
        foreach (byte[] packed in new[] { honest, lying })
        {
            string path = Write(packed);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.StartsWith(path, Assert.Throws<InputException>(() => IdxFile.Read(path, rank: 1)).Message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    public void Dispose() => _folder.Dispose();

    string Write(byte[] bytes)
    {
        string path = _folder.File("digits-idx");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
