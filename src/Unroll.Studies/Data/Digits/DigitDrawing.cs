using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Data.Digits;

/// <summary>How the pictures are drawn that a model was trained on, so that pictures from elsewhere can be drawn alike.</summary>
/// <param name="Levels">The shades of paper and ink.</param>
/// <param name="Box">
/// The longer side of a digit, where all have the same and lie with their centre of mass in the middle, as MNIST's do (20 of 28 pixels); 0 where they do not.
/// </param>
public sealed record DigitDrawing(InkLevels Levels, int Box)
{
    /// <summary>So many pictures tell how a set is drawn.</summary>
    const int Looked = 2000;

    /// <summary>Digits lie in the middle when nine in ten are not farther from it.</summary>
    const double Centred = 1.5;

    /// <summary>A picture of the right size is left as it is, when its digit lies no farther from the middle.</summary>
    const double Aside = 2;

    /// <summary>Nor is it larger or smaller by more than this part.</summary>
    const double Larger = 0.25;

    /// <summary>A digit whose size differs by less is moved, not scaled.</summary>
    const double Same = 0.1;

    /// <summary>Larger pictures are first brought to this: more does not help to see a digit.</summary>
    const int Longest = 512;

    /// <summary>Looks at the training part of a set.</summary>
    public static DigitDrawing Of(DigitSet digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        InkLevels levels = digits.Levels().OrKnown(InkLevels.OfMnist);
        int count = Math.Min(Looked, digits.Count);
        double[] aside = new double[count], extents = new double[count];
        for (int picture = 0; picture < count; picture++)
        {
            GrayPicture ink = levels.Apply(digits.Picture(picture));
            (aside[picture], extents[picture]) = (Distance(ink), InkShape.Of(ink).Extent);
        }

        Array.Sort(aside);
        Array.Sort(extents);
        double box = extents[count / 2];
        bool isOfOneSize = extents[count / 10] >= (1 - Same) * box && extents[count * 9 / 10] <= (1 + Same) * box;
        bool isCentred = aside[count * 9 / 10] <= Centred && isOfOneSize;
        return new DigitDrawing(levels, isCentred ? (int)box : 0);
    }

    /// <summary>Draws a digit as those that the model was trained on.</summary>
    /// <param name="ink">The picture, light ink on dark paper.</param>
    /// <param name="rows">Rows of the model's pictures.</param>
    /// <param name="columns">Columns of the model's pictures.</param>
    /// <param name="pieces">How many digits seem to be in the picture.</param>
    public GrayPicture Draw(GrayPicture ink, int rows, int columns, out int pieces)
    {
        ink = Shrink(ink);
        InkShape shape = InkShape.Of(ink);
        pieces = shape.Pieces;
        bool isSameSize = ink.Rows == rows && ink.Columns == columns;
        if (Box == 0 || shape.Extent == 0)
            return isSameSize ? ink : Fit(ink, rows, columns);
        if (isSameSize && Distance(ink) <= Aside && Math.Abs(shape.Extent - Box) <= Larger * Box)
            return ink;
        GrayPicture digit = Scale(ink, shape);
        (double row, double column) = InkShape.Centre(digit);
        return digit.Part((int)Math.Round(row - Middle(rows)), (int)Math.Round(column - Middle(columns)), rows, columns);
    }

    /// <summary>The digit alone, its longer side as long as the box; its strongest ink is white again, which scaling makes paler.</summary>
    GrayPicture Scale(GrayPicture ink, InkShape shape)
    {
        double scale = Box / (double)shape.Extent;
        if (Math.Abs(scale - 1) <= Same)
            return ink.Part(shape.Top - 1, shape.Left - 1, shape.Rows + 2, shape.Columns + 2);
        int margin = (int)Math.Ceiling(1 / scale);
        GrayPicture part = ink.Part(shape.Top - margin, shape.Left - margin, shape.Rows + (2 * margin), shape.Columns + (2 * margin));
        GrayPicture scaled = part.Resize(Scaled(part.Rows, scale), Scaled(part.Columns, scale));
        return new InkLevels(GrayPicture.Black, Math.Max((byte)1, scaled.Range.Most)).Apply(scaled);
    }

    /// <summary>The whole picture with its proportions kept, in the middle.</summary>
    static GrayPicture Fit(GrayPicture ink, int rows, int columns)
    {
        double scale = Math.Min(rows / (double)ink.Rows, columns / (double)ink.Columns);
        GrayPicture fitted = ink.Resize(Scaled(ink.Rows, scale), Scaled(ink.Columns, scale));
        return fitted.Part(-((rows - fitted.Rows) / 2), -((columns - fitted.Columns) / 2), rows, columns);
    }

    static GrayPicture Shrink(GrayPicture ink)
    {
        double scale = Longest / (double)Math.Max(ink.Rows, ink.Columns);
        return scale >= 1 ? ink : ink.Resize(Scaled(ink.Rows, scale), Scaled(ink.Columns, scale));
    }

    static int Scaled(int extent, double scale) => Math.Max(1, (int)Math.Round(extent * scale));

    static double Distance(GrayPicture ink)
    {
        (double row, double column) = InkShape.Centre(ink);
        return Math.Max(Math.Abs(row - Middle(ink.Rows)), Math.Abs(column - Middle(ink.Columns)));
    }

    /// <summary>The middle of the middle pixel, of 28 that of the fifteenth: there all of MNIST's digits have their centre of mass, to half a pixel.</summary>
    static double Middle(int extent) => (extent / 2) + 0.5;
}
