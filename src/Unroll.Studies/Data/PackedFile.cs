using System.Buffers.Binary;
using System.IO.Compression;

namespace Unroll.Studies.Data;

/// <summary>Reads a file that may be packed by gzip: its first two bytes decide, not its name.</summary>
public static class PackedFile
{
    /// <summary>How packed files are called.</summary>
    public const string Extension = ".gz";

    /// <summary>Opens the contents.</summary>
    /// <exception cref="InputException">There is no such file, or it may not be read.</exception>
    public static Stream OpenRead(string path)
    {
        FileStream file = Open(path);
        return IsPacked(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Reads all contents.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The largest length that makes sense, in bytes.</param>
    /// <exception cref="InputException">There is no such file, it is damaged, or its contents are longer.</exception>
    public static byte[] ReadAllBytes(string path, int most)
    {
        using Stream stream = OpenRead(path);
        using var contents = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                if (contents.Length + read > most)
                    throw new InputException($"{path}: its contents are longer than {most} bytes, which nothing of this kind is");
                contents.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, error);
        }

        // A stream that is cut short ends without a complaint; its last bytes are then no length.
        return (uint)contents.Length == (uint)Length(path) ? contents.ToArray() : throw Damaged(path, null);
    }

    /// <summary>The length of the contents; of a packed file modulo 2³², from its last four bytes, without unpacking it.</summary>
    /// <exception cref="InputException">There is no such file, or it may not be read.</exception>
    public static long Length(string path)
    {
        using FileStream file = Open(path);
        if (!IsPacked(file) || file.Length < sizeof(uint))
            return file.Length;
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    static InputException Damaged(string path, Exception? error)
    {
        string message = $"{path}: the packed file is damaged or cut short; fetch it again";
        return error is null ? new InputException(message) : new InputException(message, error);
    }

    static bool IsPacked(FileStream file)
    {
        bool packed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return packed;
    }

    static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a folder; name a file in it");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file", error);
        }
    }
}
