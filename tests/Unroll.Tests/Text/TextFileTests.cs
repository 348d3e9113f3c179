using System.Text;
using Unroll.Text;

namespace Unroll.Tests.Text;

public sealed class TextFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    string Target => _folder.File("a.txt");

    public void Dispose() => _folder.Dispose();

    string Read(params byte[] bytes)
    {
        File.WriteAllBytes(Target, bytes);
        return TextFile.Read(Target);
    }

    [Fact]
    public void Read_DecodesUtf8_AndTurnsLineEndsIntoLineFeeds() =>
        Assert.Equal("größe 😀\n\nx\ry\n", Read(Encoding.UTF8.GetBytes("größe 😀\r\n\nx\ry\r\n")));

    [Fact]
    public void Read_DropsTheByteOrderMark() => Assert.Equal("é", Read([0xEF, 0xBB, 0xBF, 0xC3, 0xA9]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_DecodesUtf16_WhenThereIsAMark(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        Assert.Equal("é😀\n", Read([.. encoding.GetPreamble(), .. encoding.GetBytes("é😀\r\n")]));
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "empty")]
    [InlineData(new byte[] { 0xFF, 0xFE }, "empty")]
    [InlineData(new byte[] { 0x61, 0x62, 0x00, 0x63 }, "offset 2")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0x61, 0xC3, 0xA9, 0xE9, 0x20 }, "0xE9 at offset 3")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x61, 0xFF }, "0xFF at offset 4")]
    [InlineData(new byte[] { 0x61, 0xC3 }, "0xC3 at offset 1")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "0xED at offset 0")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x00, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x62 }, "offset 4")]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x61, 0x00, 0x00, 0xD8, 0x62, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61, 0xDC, 0x00 }, "offset 4")]
    [InlineData(new byte[] { 0xFE, 0xFF, 0x00, 0x61, 0xD8, 0x00 }, "offset 4")]
    public void Read_NamesTheFirstOffendingByte_WhenTheFileIsNotText(byte[] bytes, string defect)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(bytes)).Message;
        Assert.StartsWith($"{Target}: ", message, StringComparison.Ordinal);
        Assert.Contains(defect, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Read_ThrowsFileNotFound_WhenThereIsNoFile()
    {
        Assert.Throws<FileNotFoundException>(() => TextFile.Read(Target));
        Assert.Throws<FileNotFoundException>(() => TextFile.Read(Path.Combine(_folder.Path, "none", "a.txt")));
        Assert.Contains("folder", Assert.Throws<FileNotFoundException>(() => TextFile.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }
}
