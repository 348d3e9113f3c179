using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Data.Digits;

/// <summary>
/// The shades of paper and ink. Networks read digits as MNIST draws them, light ink (255) on dark paper (0); whatever is drawn otherwise, dark on light or on
/// grey paper, is stretched to that, in training, evaluation and prediction alike.
/// </summary>
/// <param name="Paper">The shade of the paper.</param>
/// <param name="Ink">The shade of the strongest ink.</param>
public readonly record struct InkLevels(byte Paper, byte Ink)
{
    /// <summary>Levels that are so near to black and white are left as they are.</summary>
    const int Clean = 8;

    /// <summary>Levels of two parts of a data set that differ by less are taken for the same.</summary>
    const int Near = 16;

    /// <summary>One pixel in so many may be darker than ink, or lighter: dust.</summary>
    const int DustShare = 1000;

    /// <summary>So much of all borders of a set must have about the shade of its paper.</summary>
    const double LeastEvenShare = 0.5;

    /// <summary>As MNIST draws digits: nothing is stretched.</summary>
    public static InkLevels OfMnist => new(GrayPicture.Black, GrayPicture.White);

    /// <summary>Whether dark ink is on light paper.</summary>
    public bool IsDarkOnLight => Ink < Paper;

    /// <summary>Whether ink cannot be told from paper.</summary>
    public bool IsBlank => Math.Abs(Ink - Paper) < GrayPicture.LeastContrast;

    /// <summary>The levels of a picture: paper is the median of its border, ink the shade that is farthest from it.</summary>
    public static InkLevels Of(GrayPicture picture) => Of(picture.Pixels.Span, picture.Rows, picture.Columns).Levels;

    /// <summary>The levels of many pictures as a whole; MNIST's, by which nothing is changed, where their borders have no shade in common.</summary>
    /// <param name="pixels">[picture, row, column].</param>
    /// <param name="rows">Rows of a picture.</param>
    /// <param name="columns">Columns of a picture.</param>
    public static InkLevels OfSet(ReadOnlySpan<byte> pixels, int rows, int columns) =>
        Of(pixels, rows, columns) is var (levels, evenShare) && evenShare >= LeastEvenShare ? levels : OfMnist;

    static (InkLevels Levels, double EvenShare) Of(ReadOnlySpan<byte> pixels, int rows, int columns)
    {
        long[] all = new long[256], border = new long[256];
        for (int start = 0; start < pixels.Length; start += columns)
        {
            ReadOnlySpan<byte> line = pixels.Slice(start, columns);
            int row = start / columns % rows;
            foreach (byte shade in line)
                all[shade]++;
            foreach (byte shade in row == 0 || row == rows - 1 ? line : [line[0], line[^1]])
                border[shade]++;
        }

        byte paper = Quantile(border, border.Sum() / 2), least = Quantile(all, pixels.Length / DustShare);
        byte most = Quantile(all, pixels.Length - 1 - (pixels.Length / DustShare));
        byte ink = paper - least > most - paper ? least : most;
        long even = border.Where((_, shade) => Math.Abs(shade - paper) <= Near).Sum();
        return (new InkLevels(Clear(paper), Clear(ink)), even / (double)border.Sum());
    }

    /// <summary>These levels, or those that are known already, where they are about the same or nothing is to be seen.</summary>
    public InkLevels OrKnown(InkLevels known) =>
        IsBlank || (IsDarkOnLight == known.IsDarkOnLight && Math.Abs(Paper - known.Paper) <= Near && Math.Abs(Ink - known.Ink) <= Near) ? known : this;

    /// <summary>The picture with paper at 0 and ink at 255; the same picture where it is so already.</summary>
    public GrayPicture Apply(GrayPicture picture) => this == OfMnist ? picture : picture with { Pixels = Apply(picture.Pixels) };

    /// <summary>Shades with paper at 0 and ink at 255; the same memory where they are so already.</summary>
    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> shades)
    {
        if (this == OfMnist)
            return shades;
        byte[] table = new byte[256], stretched = shades.ToArray();
        for (int shade = 0; shade < table.Length; shade++)
            table[shade] = (byte)Math.Clamp(Math.Round((shade - Paper) * (double)GrayPicture.White / (Ink - Paper)), GrayPicture.Black, GrayPicture.White);
        foreach (ref byte shade in stretched.AsSpan())
            shade = table[shade];
        return stretched;
    }

    /// <summary>"light digits on dark paper", with the shades that are stretched.</summary>
    public string Describe()
    {
        string what = IsDarkOnLight ? "dark digits on light paper, turned over to light on dark" : "light digits on dark paper";
        bool isFull = this == OfMnist || (Paper, Ink) is (GrayPicture.White, GrayPicture.Black);
        return isFull ? what : $"{what}, paper of shade {Paper} and ink of {Ink} stretched to 0 and 255";
    }

    static byte Quantile(long[] histogram, long place)
    {
        int shade = 0;
        for (long passed = histogram[0]; passed <= place && shade < 255; passed += histogram[shade])
            shade++;
        return (byte)shade;
    }

    static byte Clear(byte shade) => shade <= Clean ? GrayPicture.Black : shade >= GrayPicture.White - Clean ? GrayPicture.White : shade;
}
