using System.Buffers.Binary;

namespace Unroll.Studies.Data;

/// <summary>Reads a file that may be packed by gzip: its first two bytes decide, not its name.</summary>
public static class PackedFile
{
    /// <summary>How packed files are called.</summary>
    public const string Extension = ".gz";

    /// <summary>Deflate packs at most so many bytes in one.</summary>
    const long MostExpansion = 1032;

    const int FirstBytes = 1 << 16;

    /// <summary>Opens the contents.</summary>
    /// <exception cref="InputException">There is no such file, it may not be read, or, also while it is read, it is damaged.</exception>
    public static Stream OpenRead(string path)
    {
        FileStream file = Open(path);
        try
        {
            bool packed = IsPacked(file);
            file.Position = 0;
            return packed ? new UnpackedStream(path, file) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads all contents.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The largest length that makes sense, in bytes.</param>
    /// <exception cref="InputException">There is no such file, it is damaged, or its contents are longer.</exception>
    public static byte[] ReadAllBytes(string path, int most)
    {
        using Stream stream = OpenRead(path);
        return ReadUpTo(stream, most) ?? throw new InputException($"{path}: its contents are longer than {most} bytes, which nothing of this kind is");
    }

    /// <summary>Reads all that is left of the contents; null where it is longer than the limit. Memory is taken as it is needed.</summary>
    /// <exception cref="InputException">The file is damaged.</exception>
    internal static byte[]? ReadUpTo(Stream stream, int most)
    {
        // A packed file says its length, modulo 2³², at the end of each member: nothing to rely on.
        byte[] contents = new byte[stream.CanSeek ? (int)Math.Min(stream.Length - stream.Position, most) : Math.Min(FirstBytes, most)];
        int count = 0;
        for (int read; (read = stream.ReadAtLeast(contents.AsSpan(count), contents.Length - count, throwOnEndOfStream: false)) > 0;)
        {
            count += read;
            if (count == contents.Length && count < most && !stream.CanSeek)
                Array.Resize(ref contents, (int)Math.Min(most, 2L * count));
        }

        if (stream.ReadByte() >= 0)
            return null;
        Array.Resize(ref contents, count);
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
        catch (EndOfStreamException error)
        {
            throw Damaged(path, error);
        }
    }

    /// <summary>The contents must be over.</summary>
    /// <exception cref="InputException">The file is damaged, or there is more.</exception>
    internal static void RequireEnd(string path, Stream stream)
    {
        if (stream.ReadByte() >= 0)
            throw Damaged(path, null);
    }

    /// <summary>Whether the contents have a length. What a packed file says of its own is asked first, as unpacking takes time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">The length that is asked for, in bytes.</param>
    /// <param name="length">The length; of a packed file modulo 2³² where it is the expected one.</param>
    /// <exception cref="InputException">There is no such file, it may not be read, or it is damaged.</exception>
    public static bool HasLength(string path, long expected, out long length)
    {
        length = StatedLength(path, out bool isPacked);
        if (length == expected || !isPacked)
            return length == expected;
        using Stream contents = OpenRead(path);
        byte[] buffer = new byte[1 << 16];
        length = 0;
        for (int read; (read = contents.Read(buffer)) > 0;)
            length += read;
        return length == expected;
    }

    /// <summary>The length that a file has, or, packed, says that its contents have: of its last member, modulo 2³².</summary>
    /// <exception cref="InputException">There is no such file, or it may not be read.</exception>
    internal static long StatedLength(string path, out bool isPacked)
    {
        using FileStream file = Open(path);
        isPacked = IsPacked(file) && file.Length >= sizeof(uint);
        if (!isPacked)
            return file.Length;
        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        file.Seek(-trailer.Length, SeekOrigin.End);
        file.ReadExactly(trailer);
        return BinaryPrimitives.ReadUInt32LittleEndian(trailer);
    }

    internal static InputException Damaged(string path, Exception? error)
    {
        string message = $"{path}: the file is damaged or cut short; fetch it again";
        return error is null ? new InputException(message) : new InputException(message, error);
    }

    /// <summary>Whether the next two bytes of a file are those of gzip.</summary>
    internal static bool IsPacked(FileStream file) => file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;

    /// <summary>Whether a file is packed, by its first bytes.</summary>
    internal static bool IsPacked(ReadOnlySpan<byte> first) => first.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a folder; name a file in it");
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.CanSeek)
                return file;
            file.Dispose();
            throw new InputException($"{path}: is a pipe or a device, which can be read only once; name a file");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file", error);
        }
    }
}
