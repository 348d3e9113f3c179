using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Unroll.Text;

/// <summary>Reads text files strictly: what is not text is an error that says where, never a string with holes.</summary>
static class TextFile
{
    /// <summary>
    /// Reads a whole file of UTF-8, or of UTF-16 with a byte order mark. The mark is dropped, and line ends CR LF become LF.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or not text; the message is one line with the offset of the first offending byte.</exception>
    public static string Read(string path)
    {
        if (!File.Exists(path))
        {
            string problem = Directory.Exists(path) ? "is a folder; name a text file in it" : "no such file; name a text file";
            throw new FileNotFoundException($"{path}: {problem}", path);
        }

        byte[] bytes = File.ReadAllBytes(path);
        string text = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => DecodeUtf8(path, bytes, 3),
            [0xFF, 0xFE, ..] => DecodeUtf16(path, bytes, bigEndian: false),
            [0xFE, 0xFF, ..] => DecodeUtf16(path, bytes, bigEndian: true),
            _ => DecodeUtf8(path, bytes, 0),
        };
        if (text.Length == 0) throw new InvalidDataException($"{path}: the file is empty; it must hold text");
        return text.Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    static string DecodeUtf8(string path, byte[] bytes, int start)
    {
        int nul = bytes.AsSpan(start).IndexOf((byte)0);
        if (nul >= 0) throw Binary(path, start + nul);

        char[] characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            // No replacement: decoding stops before the first sequence that is not UTF-8.
            OperationStatus status = Utf8.ToUtf16(bytes.AsSpan(start), characters, out int read, out int written, replaceInvalidSequences: false);
            if (status == OperationStatus.Done) return new string(characters, 0, written);
            int offset = start + read;
            throw new InvalidDataException($"{path}: byte 0x{bytes[offset]:X2} at offset {offset} is not valid UTF-8; save the file as UTF-8 text");
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    static string DecodeUtf16(string path, byte[] bytes, bool bigEndian)
    {
        const int MarkLength = 2;
        ushort[] units = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan(MarkLength)).ToArray();
        if (bigEndian == BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, units);
        ReadOnlySpan<char> characters = MemoryMarshal.Cast<ushort, char>(units);

        int nul = characters.IndexOf('\0');
        if (nul >= 0) throw Binary(path, MarkLength + (2 * nul));
        int index = 0;
        while (Rune.DecodeFromUtf16(characters[index..], out _, out int length) == OperationStatus.Done) index += length;
        if (index == characters.Length && bytes.Length % 2 == 0) return new string(characters);
        throw new InvalidDataException($"{path}: the bytes at offset {MarkLength + (2 * index)} are not valid UTF-16; save the file as UTF-8 text");
    }

    static InvalidDataException Binary(string path, int offset) => new($"{path}: NUL byte at offset {offset}, so this is a binary file; it must hold text");
}
