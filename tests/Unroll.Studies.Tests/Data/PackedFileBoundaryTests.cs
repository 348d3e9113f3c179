using System.IO.Compression;
using System.IO.Pipes;
using Unroll.Studies.Data;

namespace Unroll.Studies.Tests.Data;

public sealed class PackedFileBoundaryTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    /// <summary>Two bytes say that a file is packed; one of them alone is contents like others.</summary>
    [Theory]
    [InlineData(new byte[] { 0x1F, 0x00, 7 })]
    [InlineData(new byte[] { 0x00, 0x8B, 7 })]
    [InlineData(new byte[] { 0x1F })]
    public void ReadAllBytes_TakesAPlainFile_ThatBeginsLikeAPackedOne(byte[] bytes) => Assert.Equal(bytes, PackedFile.ReadAllBytes(Write(bytes), 3));

    [Fact]
    public void ReadAllBytes_TakesTheLargestLength_AndNoMore()
    {
        string plain = Write([1, 2, 3]);
        Assert.Equal([1, 2, 3], PackedFile.ReadAllBytes(plain, 3));
        string message = Assert.Throws<InputException>(() => PackedFile.ReadAllBytes(plain, 2)).Message;
        Assert.EndsWith("longer than 2 bytes, which nothing of this kind is", message, StringComparison.Ordinal);

        using (var packed = new GZipStream(File.Create(_folder.File("packed")), CompressionLevel.Fastest))
            packed.Write([1, 2, 3]);
        message = Assert.Throws<InputException>(() => PackedFile.ReadAllBytes(_folder.File("packed"), 2)).Message;
        Assert.EndsWith("longer than 2 bytes, which nothing of this kind is", message, StringComparison.Ordinal);
    }

    /// <summary>Which bytes a pipe begins with can be read once only. Nothing reads it any more, so its writer is told that it is broken.</summary>
    [Fact]
    public void OpenRead_Refuses_APipe_AndClosesIt()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        string path = $"/dev/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}";
        Assert.Equal($"{path}: is a pipe or a device, which can be read only once; name a file",
            Assert.Throws<InputException>(() => PackedFile.OpenRead(path)).Message);
        pipe.DisposeLocalCopyOfClientHandle();
        Assert.Throws<IOException>(() => pipe.WriteByte(1));
    }

    public void Dispose() => _folder.Dispose();

    string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("plain"), bytes);
        return _folder.File("plain");
    }
}
