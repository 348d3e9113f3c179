using System.Buffers.Binary;

namespace Unroll.Studies.Tests.Data.Digits;

/// <summary>Bytes of IDX files.</summary>
static class IdxSample
{
    public static byte[] Pictures(int count, int rows, int columns, byte[] pixels) =>
        [0, 0, 8, 3, .. Number(count), .. Number(rows), .. Number(columns), .. pixels];

    public static byte[] Labels(byte[] labels) => [0, 0, 8, 1, .. Number(labels.Length), .. labels];

    static byte[] Number(int number)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
