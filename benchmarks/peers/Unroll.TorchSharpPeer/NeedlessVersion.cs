using System.Buffers.Binary;
using System.Text;

namespace Unroll.Peers;

/// <summary>
/// TorchSharp's library was linked where libstdc++ is that of GCC 13, and so it wants GLIBCXX_3.4.32, though all that it has of that version is a mark
/// (std::ios_base_library_init) that no code refers to. Made weak, the want is no hindrance on systems with GCC 12, such as Debian 12, and changes nothing on
/// newer ones.
/// </summary>
static class NeedlessVersion
{
    const string Version = "GLIBCXX_3.4.32";
    const uint VersionSection = 0x6ffffffe;
    const int SectionSize = 64;
    const ushort Weak = 2;

    /// <summary>Changes a library in the folder of the program, once.</summary>
    public static void Loosen(string path)
    {
        byte[] image = File.ReadAllBytes(path);
        if (!Loosen(image))
            return;
        string changed = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(changed, image);
        File.Move(changed, path, overwrite: true);
    }

    /// <summary>Changes the image of a library for 64 bits (ELF); whether there was something to change.</summary>
    internal static bool Loosen(byte[] image)
    {
        if (!image.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8))
            return false;
        int table = Offset(image, 0x28), count = Short(image, 0x3c);
        for (int section = table; section < table + (count * SectionSize); section += SectionSize)
            if ((uint)Word(image, section + 4) == VersionSection)
                return Loosen(image, Offset(image, section + 24), Offset(image, table + (Word(image, section + 40) * SectionSize) + 24));
        return false;
    }

    /// <summary>The files that are needed, a list, and of each the versions that are needed, a list too: each entry holds the distance to the next.</summary>
    static bool Loosen(byte[] image, int start, int strings)
    {
        for (int file = start, step = -1; step != 0; file += step)
        {
            step = Word(image, file + 12);
            for (int version = file + Word(image, file + 8), next = -1; next != 0; version += next)
            {
                next = Word(image, version + 12);
                ushort flags = Short(image, version + 4);
                if ((flags & Weak) != 0 || !image.AsSpan(strings + Word(image, version + 8)).StartsWith(Encoding.ASCII.GetBytes(Version + "\0")))
                    continue;
                BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(version + 4), (ushort)(flags | Weak));
                return true;
            }
        }

        return false;
    }

    static ushort Short(byte[] image, int place) => BinaryPrimitives.ReadUInt16LittleEndian(image.AsSpan(place));

    static int Word(byte[] image, int place) => BinaryPrimitives.ReadInt32LittleEndian(image.AsSpan(place));

    static int Offset(byte[] image, int place) => checked((int)BinaryPrimitives.ReadInt64LittleEndian(image.AsSpan(place)));
}
