using System.Buffers.Binary;
using Unroll.Studies.Data.Digits;
using Unroll.Studies.Data.Pictures;
using Unroll.Studies.Tests.Data.Digits;

namespace Unroll.Studies.Tests.Data.Pictures;

public sealed class PictureFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    /// <summary>The largest difference of a shade that the format makes: JPEG loses some, a palette of 128 colours a few, one bit much.</summary>
    [Theory]
    [InlineData("5.jpg", 24)]
    [InlineData("5_progressive.jpg", 40)]
    [InlineData("5_cmyk.jpg", 40)]
    [InlineData("5_exif6.jpg", 24)]
    [InlineData("5.bmp", 0)]
    [InlineData("5_rgba.bmp", 1)]
    [InlineData("5_mono.bmp", 255)]
    [InlineData("5.gif", 5)]
    [InlineData("5_animated.gif", 5)]
    [InlineData("5_transparent.gif", 5)]
    [InlineData("5_16bit.png", 0)]
    [InlineData("5_interlaced.png", 5)]
    [InlineData("5_1bit.png", 128)]
    [InlineData("5_palette.png", 0)]
    [InlineData("5_greyalpha.png", 1)]
    [InlineData("5_whiteink.png", 1)]
    public void Read_ReadsTheSamePicture_FromEveryFormat(string name, int difference)
    {
        GrayPicture picture = Ink(name), expected = Ink("5_grey.png");
        Assert.Equal((28, 28), (picture.Rows, picture.Columns));
        int[] differences = [.. picture.Pixels.ToArray().Zip(expected.Pixels.ToArray(), (one, other) => Math.Abs(one - other))];
        Assert.InRange(differences.Max(), 0, difference);
        Assert.InRange(differences.Average(), 0, 10);
    }

    [Fact]
    public void Read_SaysThatAPictureIsAnimated_AndReadsTheFirst()
    {
        Assert.True(PictureFile.Read(PictureSample.Path("5_animated.gif")).IsAnimated);
        Assert.False(PictureFile.Read(PictureSample.Path("5.gif")).IsAnimated);
    }

    /// <summary>A set is a file of several pictures, whose paper and ink are found from all of them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_ReadsASetOfPictures(bool isPacked)
    {
        byte[] pixels = [.. Enumerable.Repeat((byte)200, 3 * 20)];
        (pixels[7], pixels[20 + 8], pixels[40 + 11]) = (20, 20, 20);
        byte[] bytes = IdxSample.Pictures(3, 4, 5, pixels);
        PictureFile file = PictureFile.Read(Write(isPacked ? SampleData.Pack(bytes) : bytes));
        Assert.True(file.IsSet);
        Assert.Equal(new InkLevels(200, 20), file.Levels);
        Assert.Equal([(4, 5), (4, 5), (4, 5)], file.Pictures.Select(picture => (picture.Rows, picture.Columns)));
        Assert.Equal(pixels, file.Pictures.SelectMany(picture => picture.Pixels.ToArray()));
        Assert.False(PictureFile.Read(PictureSample.Path("5_grey.png")).IsSet);
    }

    [Fact]
    public void Read_Throws_WhereThereIsNoFile_AndWhereItIsTooLong()
    {
        Assert.Equal($"{_folder.File("none")}: there is no such file", Message(_folder.File("none")));
        Assert.Equal($"{_folder.Path}: is a folder; name a picture in it", Message(_folder.Path));
        string path = Write(File.ReadAllBytes(PictureSample.Path("5_grey.png")));
        using (FileStream file = File.OpenWrite(path))
            file.SetLength((1 << 28) + 1);
        Assert.Equal($"{path}: the file is longer than 268435456 bytes, which no picture of a digit is", Message(path));
    }

    /// <summary>What StbImageSharp says of a picture is in the message.</summary>
    [Theory]
    [InlineData(new byte[] { (byte)'B', (byte)'M' }, "a BMP picture that is damaged or of a kind that is not read (its header cannot be read); save it as PNG")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF }, "a JPEG picture that is damaged or of a kind that is not read (its header cannot be read); save it as PNG")]
    public void Read_SaysThatAPictureIsDamaged(byte[] signature, string message)
    {
        string path = Write([.. signature, .. new byte[100]]);
        Assert.Equal($"{path}: {message}", Message(path));
    }

    [Theory]
    [InlineData("5.webp", "a WebP picture; read are PNG, JPEG, BMP and GIF, and IDX files")]
    [InlineData("5.tiff", "a TIFF picture; read are PNG, JPEG, BMP and GIF, and IDX files")]
    [InlineData("5_rle.bmp", "a BMP picture packed by run lengths, which is not read; save it as PNG")]
    public void Read_NamesTheFormat_ThatIsNotRead(string name, string message) =>
        Assert.EndsWith(": " + message, Assert.Throws<InputException>(() => PictureFile.Read(PictureSample.Path(name))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\0\0\0\u0018ftypheic", "a HEIC picture")]
    [InlineData("\0\0\0\u0018ftypavif", "an AVIF picture")]
    [InlineData("P5\n28 28\n255\n", "a portable map (PBM, PGM, PPM) picture")]
    [InlineData("<svg xmlns=", "an SVG picture")]
    [InlineData("five", "not a picture; read are PNG, JPEG, BMP and GIF, and IDX files")]
    [InlineData("", "not a picture")]
    public void Read_SaysWhatAFileIs_ByItsFirstBytes(string content, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => PictureFile.Read(Write([.. content.Select(letter => (byte)letter)]))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("5.jpg", new byte[] { 0xFF, 0xC0, 0, 11, 8 }, 60_000, "60000 × 60000 pixels; 1 to 16384 each")]
    [InlineData("5.jpg", new byte[] { 0xFF, 0xC0, 0, 11, 8 }, 8_000, "damaged or cut short")]
    [InlineData("5.bmp", new byte[] { 40, 0, 0, 0 }, 8_000, "damaged or cut short")]
    [InlineData("5.gif", new byte[] { (byte)'8', (byte)'9', (byte)'a' }, 8_000, "damaged or cut short")]
    public void Read_TakesNoMemory_ForPixelsThatTheFileCannotHold(string name, byte[] before, int extent, string message)
    {
        byte[] file = File.ReadAllBytes(PictureSample.Path(name));
        Span<byte> size = file.AsSpan(file.AsSpan().IndexOf(before) + before.Length);
        for (int side = 0; side < 2; side++)
        {
            if (name.EndsWith("jpg", StringComparison.Ordinal))
                BinaryPrimitives.WriteUInt16BigEndian(size[(2 * side)..], (ushort)extent);
            else
                BinaryPrimitives.WriteUInt16LittleEndian(size[((name.EndsWith("bmp", StringComparison.Ordinal) ? 4 : 2) * side)..], (ushort)extent);
        }

        string path = Write(file);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(message, Assert.Throws<InputException>(() => PictureFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 1 << 20);
    }

    public void Dispose() => _folder.Dispose();

    static string Message(string path) => Assert.Throws<InputException>(() => PictureFile.Read(path)).Message;

    static GrayPicture Ink(string name)
    {
        var file = PictureFile.Read(PictureSample.Path(name));
        return file.Levels.Apply(Assert.Single(file.Pictures));
    }

    string Write(byte[] bytes)
    {
        string path = _folder.File("picture");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
