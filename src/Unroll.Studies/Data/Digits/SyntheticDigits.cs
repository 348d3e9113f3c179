using Unroll.Randomness;

namespace Unroll.Studies.Data.Digits;

/// <summary>
/// Digits that nobody wrote, for trying things out where no real ones are at hand: the seven segments of a pocket calculator, moved, slanted, thickened and
/// sprinkled with noise. They are far easier to tell apart than handwriting.
/// </summary>
public static class SyntheticDigits
{
    /// <summary>What the user writes to ask for them.</summary>
    public const string Name = "synthetic";

    /// <summary>Rows and columns of a picture.</summary>
    public const int Size = 28;

    const double Noise = 12;

    /// <summary>Ends of the segments a to g, from (0, 0) at the top left to (1, 2) at the bottom right.</summary>
    static readonly (int X1, int Y1, int X2, int Y2)[] s_segments =
        [(0, 0, 1, 0), (1, 0, 1, 1), (1, 1, 1, 2), (0, 2, 1, 2), (0, 1, 0, 2), (0, 0, 0, 1), (0, 1, 1, 1)];

    /// <summary>The segments of each digit.</summary>
    static readonly string[] s_digits = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"];

    /// <summary>Draws digits in a random order, nearly as many of each.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed draws the same pictures everywhere.</param>
    public static DigitSet Create(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RandomKey key = RandomKey.FromSeed(seed);
        var order = new Permutation(key, count);
        byte[] pixels = new byte[count * Size * Size], labels = new byte[count];
        for (int picture = 0; picture < count; picture++)
        {
            labels[picture] = (byte)(order[picture] % DigitSet.Classes);
            Draw(labels[picture], pixels.AsSpan(picture * Size * Size, Size * Size), new RandomStream(key.Derive((ulong)picture)));
        }

        return new DigitSet(Size, Size, pixels, labels);
    }

    static void Draw(int digit, Span<byte> pixels, RandomStream random)
    {
        double width = Between(random, 7, 11), height = Between(random, 7, 10), slant = Between(random, -0.2, 0.2), thickness = Between(random, 1.2, 2.2);
        double left = Between(random, 5, Size - 5 - width), top = Between(random, 3, Size - 3 - (2 * height));
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                // Back from the picture to the upright digit.
                double y = (row - top) / height, x = (column - left + (slant * (row - (Size / 2)))) / width;
                double distance = s_digits[digit].Min(segment => Distance(s_segments[segment - 'a'], x, y, width, height));
                double shade = (255 * Math.Clamp(thickness + 0.5 - distance, 0, 1)) + (Noise * random.NextNormal());
                pixels[(row * Size) + column] = (byte)Math.Clamp(shade, 0, 255);
            }
        }
    }

    /// <summary>The distance of a point from a segment, in pixels.</summary>
    static double Distance((int X1, int Y1, int X2, int Y2) segment, double x, double y, double width, double height)
    {
        double nearestX = Math.Clamp(x, segment.X1, segment.X2), nearestY = Math.Clamp(y, segment.Y1, segment.Y2);
        double alongX = (x - nearestX) * width, alongY = (y - nearestY) * height;
        return Math.Sqrt((alongX * alongX) + (alongY * alongY));
    }

    static double Between(RandomStream random, double least, double most) => least + ((most - least) * random.NextDouble());
}
