namespace Unroll.Studies.Data;

/// <summary>Hands a file to a decoder, and remembers where the bytes lie that it took last.</summary>
sealed class PackedChunks(FileStream file) : Stream
{
    /// <summary>Where they begin in the file.</summary>
    public long LastStart { get; private set; }

    /// <summary>Where they end.</summary>
    public long LastEnd { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>A new decoder begins where the file is now.</summary>
    public void Begin() => LastStart = LastEnd = file.Position;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        long start = file.Position;
        int read = file.Read(buffer);
        if (read > 0)
            (LastStart, LastEnd) = (start, start + read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
