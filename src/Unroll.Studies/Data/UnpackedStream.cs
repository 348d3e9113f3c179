using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Unroll.Studies.Data;

/// <summary>
/// The contents of a gzip file: of all its members, each proven by its checksum. Zeros after the last one are padding, anything else there is damage.
/// <see cref="GZipStream"/> takes a file that is cut short, or that something follows, for a whole one.
/// </summary>
sealed class UnpackedStream : Stream
{
    const int TrailerLength = 2 * sizeof(uint);

    readonly string _path;
    readonly FileStream _file;
    readonly PackedChunks _chunks;
    readonly Crc32 _checksum = new();
    DeflateStream _member;
    uint _length;
    bool _isOver;

    /// <param name="path">The file, for messages.</param>
    /// <param name="file">The file, at its beginning; it is closed with the stream.</param>
    /// <exception cref="InputException">It begins like no gzip file.</exception>
    public UnpackedStream(string path, FileStream file)
    {
        (_path, _file, _chunks) = (path, file, new PackedChunks(file));
        _member = NextMember();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="InputException">The file is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!_isOver && buffer.Length > 0)
        {
            int read = Unpack(buffer);
            if (read == 0)
            {
                EndMember();
                continue;
            }

            _checksum.Append(buffer[..read]);
            _length += (uint)read;
            return read;
        }

        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _member.Dispose();
        _file.Dispose();
        base.Dispose(disposing);
    }

    int Unpack(Span<byte> buffer)
    {
        try
        {
            return _member.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw PackedFile.Damaged(_path, error);
        }
    }

    /// <summary>
    /// The decoder reads ahead and does not tell how far it came, but the trailer does: checksum and length of what was unpacked, in the bytes that the decoder
    /// read last. A trailer of zeros, which an empty member has, may seem to begin a byte too early: what follows it decides.
    /// </summary>
    void EndMember()
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[sizeof(uint)..], _length);
        long first = Math.Max(0, _chunks.LastStart - TrailerLength);
        byte[] bytes = new byte[_chunks.LastEnd + TrailerLength - first];
        _file.Position = first;
        int count = _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        int found = bytes.AsSpan(0, count).IndexOf(trailer);
        if (found < 0)
            throw PackedFile.Damaged(_path, null);
        for (int place = found; place + TrailerLength <= count && bytes.AsSpan(place, TrailerLength).SequenceEqual(trailer); place++)
        {
            long next = _file.Position = first + place + TrailerLength;
            if (IsPadding())
            {
                _isOver = true;
                return;
            }

            _file.Position = next;
            if (!PackedFile.IsPacked(_file))
                continue;
            _file.Position = next;
            _member.Dispose();
            _member = NextMember();
            return;
        }

        throw new InputException($"{_path}: something that is not packed follows the packed contents; fetch the file again");
    }

    /// <summary>Whether there is nothing any more but zeros.</summary>
    bool IsPadding()
    {
        byte[] buffer = new byte[1 << 12];
        for (int read; (read = _file.Read(buffer)) > 0;)
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
                return false;
        return true;
    }

    /// <summary>Passes over the header of a member: ten bytes, then what its flags announce.</summary>
    DeflateStream NextMember()
    {
        const int Deflate = 8, HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16;
        Span<byte> header = stackalloc byte[10];
        for (int place = 0; place < header.Length; place++)
            header[place] = NextByte();
        if (header[2] != Deflate)
            throw PackedFile.Damaged(_path, null);
        int flags = header[3];
        if ((flags & HasExtra) != 0)
            for (int left = NextByte() | (NextByte() << 8); left > 0; left--)
                NextByte();
        for (int texts = ((flags & HasName) != 0 ? 1 : 0) + ((flags & HasComment) != 0 ? 1 : 0); texts > 0;)
            if (NextByte() == 0)
                texts--;
        if ((flags & HasChecksum) != 0)
            _ = NextByte() | NextByte();
        _checksum.Reset();
        _length = 0;
        _chunks.Begin();
        return new DeflateStream(_chunks, CompressionMode.Decompress, leaveOpen: true);
    }

    byte NextByte() => _file.ReadByte() is >= 0 and var next ? (byte)next : throw PackedFile.Damaged(_path, null);
}
