namespace Unroll.Studies.Data.Pictures;

/// <summary>The bytes of a file, for readers that would take what follows its end for zeros: reading there is an error.</summary>
/// <param name="bytes">The file.</param>
sealed class CompleteStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public override int ReadByte() => Position < Length ? base.ReadByte() : throw new EndOfStreamException();

    public override int Read(byte[] buffer, int offset, int count) =>
        count == 0 || Position < Length ? base.Read(buffer, offset, count) : throw new EndOfStreamException();

    public override int Read(Span<byte> buffer) => buffer.IsEmpty || Position < Length ? base.Read(buffer) : throw new EndOfStreamException();
}
