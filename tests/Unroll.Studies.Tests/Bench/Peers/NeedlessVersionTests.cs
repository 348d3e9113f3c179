using System.Buffers.Binary;
using System.Text;
using Unroll.Peers;

namespace Unroll.Studies.Tests.Bench.Peers;

public sealed class NeedlessVersionTests
{
    const string Version = "GLIBCXX_3.4.32";
    const int Strings = 64, Versions = 128, Sections = 256;
    const int FirstVersion = Versions + 64, SecondVersion = Versions + 80;

    [Fact]
    public void Loosen_MakesTheVersionWeak_AndNothingElse()
    {
        byte[] image = Image(Version), expected = Image(Version);
        expected[SecondVersion + 4] = 2;
        Assert.True(NeedlessVersion.Loosen(image));
        Assert.Equal(expected, image);
        Assert.False(NeedlessVersion.Loosen(image));
        Assert.Equal(expected, image);
    }

    [Fact]
    public void Loosen_LeavesALibraryAlone_ThatWantsNothingOfIt()
    {
        byte[] image = Image(Version + "1");
        Assert.False(NeedlessVersion.Loosen(image));
        Assert.Equal(Image(Version + "1"), image);
        Assert.False(NeedlessVersion.Loosen([.. "MZ is no library of Linux"u8]));
    }

    [Fact]
    public void Loosen_WritesTheFile_OnlyWhereItChanges()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("library.so");
        File.WriteAllBytes(path, Image(Version));
        NeedlessVersion.Loosen(path);
        Assert.Equal(2, File.ReadAllBytes(path)[SecondVersion + 4]);
        DateTime before = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, before);
        NeedlessVersion.Loosen(path);
        Assert.Equal(before, File.GetLastWriteTimeUtc(path));
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    /// <summary>A library that needs two files, and of the second one two versions, of which the second one has the name.</summary>
    static byte[] Image(string version)
    {
        byte[] image = new byte[Sections + (3 * 64)];
        "\u007fELF\u0002\u0001"u8.CopyTo(image);
        Word(0x28, Sections);
        image[0x3c] = 3;
        string strings = $"\0other\0{version}\0";
        Encoding.ASCII.GetBytes(strings).CopyTo(image, Strings);
        Section(1, kind: 3, Strings);
        Section(2, kind: 0x6ffffffe, Versions);

        // A file with one version that is of no interest, then the one with two.
        Word(Versions + 8, 32);
        Word(Versions + 12, 16);
        Word(Versions + 32 + 8, 1);
        Word(Versions + 16 + 8, 64 - 16);
        Word(FirstVersion + 8, 1);
        Word(FirstVersion + 12, 16);
        Word(SecondVersion + 8, strings.IndexOf(version, StringComparison.Ordinal));
        return image;

        void Word(int place, int value) => BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(place), value);

        void Section(int number, int kind, int start)
        {
            int section = Sections + (number * 64);
            Word(section + 4, kind);
            Word(section + 24, start);
            Word(section + 40, 1);
        }
    }
}
