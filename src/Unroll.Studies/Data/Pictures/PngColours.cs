using System.Buffers.Binary;

namespace Unroll.Studies.Data.Pictures;

/// <summary>Turns the samples of a pixel into a shade, its transparent part showing the ground.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="header">The picture's header.</param>
/// <param name="palette">The chunk PLTE: red, green and blue of each colour.</param>
/// <param name="transparency">The chunk tRNS: of a palette the opacity of each colour, else the one colour that is not there; empty for none.</param>
sealed class PngColours(string path, PngHeader header, byte[] palette, byte[] transparency)
{
    const int White = 255;

    /// <summary>Whether a pixel may be anything but opaque.</summary>
    public bool HasOpacity => transparency.Length > 0 || header.Colour is PngColour.GreyWithOpacity or PngColour.ColourWithOpacity;

    /// <summary>The shade of a pixel.</summary>
    /// <param name="line">A line of samples, most significant bits and bytes first.</param>
    /// <param name="column">Which pixel of the line.</param>
    /// <param name="ground">The shade that shows where the picture is transparent.</param>
    public byte Shade(ReadOnlySpan<byte> line, int column, byte ground)
    {
        int first = column * header.Samples, a = Sample(line, first);
        switch (header.Colour)
        {
            case PngColour.Palette:
                if ((3 * a) + 3 > palette.Length)
                    throw new InputException($"{path}: the picture is damaged: colour {a} is not in its palette of {palette.Length / 3}");
                return Over(Luminance(palette[3 * a], palette[(3 * a) + 1], palette[(3 * a) + 2]), a < transparency.Length ? transparency[a] : White, ground);
            case PngColour.Grey:
                return IsKey(a, 0) ? ground : (byte)Byte(a);
            case PngColour.GreyWithOpacity:
                return Over(Byte(a), Byte(Sample(line, first + 1)), ground);
            default:
                int green = Sample(line, first + 1), blue = Sample(line, first + 2), shade = Luminance(Byte(a), Byte(green), Byte(blue));
                if (header.Colour == PngColour.ColourWithOpacity)
                    return Over(shade, Byte(Sample(line, first + 3)), ground);
                return IsKey(a, 0) && IsKey(green, 1) && IsKey(blue, 2) ? ground : (byte)shade;
        }
    }

    /// <summary>A shade, so far as it is opaque, over the ground.</summary>
    public static byte Over(int shade, int opacity, int ground) => (byte)(((shade * opacity) + (ground * (White - opacity)) + (White / 2)) / White);

    int Sample(ReadOnlySpan<byte> line, int place) => header.Bits switch
    {
        8 => line[place],
        16 => BinaryPrimitives.ReadUInt16BigEndian(line[(2 * place)..]),
        int bits => (line[place * bits / 8] >> (8 - bits - (place * bits % 8))) & header.Most,
    };

    /// <summary>A sample of any depth as one of 0–255, rounded.</summary>
    int Byte(int sample) => header.Bits == 8 ? sample : ((sample * White) + (header.Most / 2)) / header.Most;

    bool IsKey(int sample, int place) =>
        (2 * place) + 2 <= transparency.Length && BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * place)) == sample;

    /// <summary>0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601), in thousandths.</summary>
    static int Luminance(int red, int green, int blue) => ((299 * red) + (587 * green) + (114 * blue) + 500) / 1000;
}
