using System.Buffers.Binary;
using Unroll.Studies.Data.Digits;

namespace Unroll.Studies.Tests.Data.Digits;

/// <summary>Bytes of IDX files.</summary>
static class IdxSample
{
    public static byte[] Pictures(int count, int rows, int columns, byte[] pixels) =>
        [0, 0, 8, 3, .. Number(count), .. Number(rows), .. Number(columns), .. pixels];

    public static byte[] Labels(byte[] labels) => [0, 0, 8, 1, .. Number(labels.Length), .. labels];

    /// <summary>Synthetic digits without their noise.</summary>
    public static DigitSet Clean(int count, long seed)
    {
        DigitSet drawn = SyntheticDigits.Create(count, seed);
        return new DigitSet(drawn.Rows, drawn.Columns, Pixels(drawn).Select(shade => (byte)(shade < 64 ? 0 : shade)).ToArray(), [.. drawn.Labels]);
    }

    /// <summary>The digits with another paper and another ink; the first ones the other way round.</summary>
    public static DigitSet Drawn(DigitSet digits, int paper, int ink, int odd = 0) => new(digits.Rows, digits.Columns, Pixels(digits).Select((shade, place) =>
    {
        int seen = place < odd * digits.Rows * digits.Columns ? 255 - shade : shade;
        return (byte)Math.Round(paper + ((ink - paper) * seen / 255.0));
    }).ToArray(), [.. digits.Labels]);

    /// <summary>Writes the two files of a part, "train" or "t10k".</summary>
    public static void Write(TemporaryFolder folder, string part, DigitSet digits)
    {
        File.WriteAllBytes(folder.File($"{part}-images-idx3-ubyte"), Pictures(digits.Count, digits.Rows, digits.Columns, [.. Pixels(digits)]));
        File.WriteAllBytes(folder.File($"{part}-labels-idx1-ubyte"), Labels([.. digits.Labels]));
    }

    static IEnumerable<byte> Pixels(DigitSet digits) => Enumerable.Range(0, digits.Count).SelectMany(picture => digits.Picture(picture).Pixels.ToArray());

    static byte[] Number(int number)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
