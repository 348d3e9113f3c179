using System.Buffers.Binary;
using System.IO.Compression;

namespace Unroll.Studies.Data;

/// <summary>Reads a file that may be packed by gzip: its first two bytes decide, not its name.</summary>
public static class PackedFile
{
    /// <summary>How packed files are called.</summary>
    public const string Extension = ".gz";

    /// <summary>Deflate packs at most so many bytes in one.</summary>
    const long MostExpansion = 1032;

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
        long length = Length(path);
        using Stream stream = OpenRead(path);
        if (length > most)
            throw new InputException($"{path}: its contents are longer than {most} bytes, which nothing of this kind is"
                + (stream is GZipStream ? ", or it is damaged or cut short" : ""));
        byte[] contents = Read(path, stream, (int)length);
        RequireEnd(path, stream);
        return contents;
    }

    /// <summary>Reads the next bytes of the contents; memory is taken only when the file can hold so many.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stream">What <see cref="OpenRead"/> opened.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="InputException">The file is damaged, or ends before.</exception>
    internal static byte[] Read(string path, Stream stream, int count)
    {
        if (count > MostExpansion * new FileInfo(path).Length)
            throw Damaged(path, null);
        byte[] contents = new byte[count];
        try
        {
            stream.ReadExactly(contents);
            return contents;
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(path, error);
        }
    }

    /// <summary>The contents must be over.</summary>
    /// <exception cref="InputException">The file is damaged, or there is more.</exception>
    internal static void RequireEnd(string path, Stream stream)
    {
        try
        {
            if (stream.ReadByte() < 0)
                return;
        }
        catch (InvalidDataException error)
        {
            throw Damaged(path, error);
        }

        throw Damaged(path, null);
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
        string message = $"{path}: the file is damaged or cut short; fetch it again";
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
