using System.Buffers.Binary;

namespace Unroll.Studies.Data.Digits;

/// <summary>
/// A file of the IDX format (as the MNIST pages describe it), of unsigned bytes: two zero bytes, the element type, the number of dimensions, each dimension as
/// a
/// big-endian whole number of four bytes, then the elements.
/// </summary>
/// <param name="Path">Where it was read from.</param>
/// <param name="Dimensions">The extents: [count] of labels, [count, rows, columns] of pictures.</param>
/// <param name="Elements">The elements, the last dimension fastest.</param>
public sealed record IdxFile(string Path, IReadOnlyList<int> Dimensions, ReadOnlyMemory<byte> Elements)
{
    const byte UnsignedByte = 0x08;
    const int MostBytes = 1 << 30;

    /// <summary>Reads a file, packed by gzip or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rank">How many dimensions it must have: 1 for labels, 3 for pictures.</param>
    /// <exception cref="InputException">It is no such file, or its header promises what the file does not hold; one line says what.</exception>
    public static IdxFile Read(string path, int rank)
    {
        int header = sizeof(int) * (rank + 1);
        using Stream stream = PackedFile.OpenRead(path);
        byte[] bytes = new byte[header];
        Array.Resize(ref bytes, stream.ReadAtLeast(bytes, header, throwOnEndOfStream: false));
        if (bytes.Length < sizeof(int) || bytes[0] != 0 || bytes[1] != 0)
            throw new InputException($"{path}: not an IDX file: it must begin with two zero bytes, an element type and a number of dimensions");
        if (bytes[2] != UnsignedByte)
            throw new InputException($"{path}: its elements are of type 0x{bytes[2]:X2}; only unsigned bytes, type 0x08, are read");
        if (bytes[3] != rank)
            throw new InputException($"{path}: it has {bytes[3]} dimensions, {Meaning(bytes[3])}; expected are {rank}, {Meaning(rank)}");
        if (bytes.Length < header)
            throw new InputException($"{path}: the file ends within its header of {header} bytes; fetch it again");

        int[] dimensions = [.. Enumerable.Range(1, rank).Select(place => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(place * sizeof(int))))];
        string shape = string.Join(" × ", dimensions);
        if (dimensions.Any(extent => extent < 1))
            throw new InputException($"{path}: the header promises {shape} elements; every dimension is at least 1");

        // Three extents below 2³¹ multiply to less than 2⁹³.
        Int128 promised = dimensions.Aggregate((Int128)1, (product, extent) => product * extent);
        if (stream.CanSeek && promised != stream.Length - header)
            throw new InputException($"{path}: the header promises {shape} = {promised} elements, the file holds {stream.Length - header}; fetch it again");
        if (promised > MostBytes)
            throw new InputException($"{path}: it has {promised} elements; at most {MostBytes} are read");
        byte[] elements = PackedFile.Read(path, stream, (int)promised);
        PackedFile.RequireEnd(path, stream);
        return new IdxFile(path, dimensions, elements);
    }

    static string Meaning(int rank) => rank switch { 1 => "as labels have", 3 => "as pictures have", _ => "as neither pictures nor labels have" };
}
