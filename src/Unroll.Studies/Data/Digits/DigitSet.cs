using Unroll.Studies.Data.Pictures;

namespace Unroll.Studies.Data.Digits;

/// <summary>Pictures of digits with their labels, all of one size.</summary>
public sealed class DigitSet
{
    /// <summary>The digits 0 to 9.</summary>
    public const int Classes = 10;

    readonly ReadOnlyMemory<byte> _pixels;

    /// <summary>Pictures with labels.</summary>
    /// <param name="rows">Rows of a picture.</param>
    /// <param name="columns">Columns of a picture.</param>
    /// <param name="pixels">[picture, row, column]; 0 is the background.</param>
    /// <param name="labels">One a picture, 0 to 9.</param>
    /// <exception cref="ArgumentException">There are not as many pictures as labels.</exception>
    public DigitSet(int rows, int columns, ReadOnlyMemory<byte> pixels, byte[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (pixels.Length != (long)labels.Length * rows * columns)
            throw new ArgumentException($"{pixels.Length} pixels are not {labels.Length} pictures of {rows} × {columns}.", nameof(pixels));
        (Rows, Columns, _pixels, Labels) = (rows, columns, pixels, labels);
    }

    /// <summary>Rows of a picture: the time steps of a network that reads it row by row.</summary>
    public int Rows { get; }

    /// <summary>Columns of a picture.</summary>
    public int Columns { get; }

    /// <summary>How many pictures there are.</summary>
    public int Count => Labels.Count;

    /// <summary>The digit of every picture.</summary>
    public IReadOnlyList<byte> Labels { get; }

    /// <summary>One picture.</summary>
    public GrayPicture Picture(int index) => new(Rows, Columns, _pixels.Slice(index * Rows * Columns, Rows * Columns));

    /// <summary>The first pictures, all where there are not as many.</summary>
    public DigitSet First(int count) => count >= Count ? this : new DigitSet(Rows, Columns, _pixels[..(count * Rows * Columns)], [.. Labels.Take(count)]);

    /// <summary>The shades of paper and ink of all pictures.</summary>
    public InkLevels Levels() => InkLevels.OfSet(_pixels.Span, Rows, Columns);

    /// <summary>The pictures with paper at 0 and ink at 255; the same set where they are so already.</summary>
    public DigitSet With(InkLevels levels) => levels == InkLevels.OfMnist ? this : new DigitSet(Rows, Columns, levels.Apply(_pixels), [.. Labels]);

    /// <summary>How many pictures have a border of ink: their digits are drawn the other way round, or reach over the edges.</summary>
    public int TurnedOver() => Enumerable.Range(0, Count).Count(picture => InkShape.IsFramed(Picture(picture)));

    /// <summary>Reads pictures and their labels.</summary>
    /// <param name="images">An IDX file of three dimensions.</param>
    /// <param name="labels">An IDX file of one dimension, as long.</param>
    /// <exception cref="InputException">One of them lies, they do not belong together, or a label is no digit.</exception>
    public static DigitSet Read(string images, string labels)
    {
        IdxFile pictures = IdxFile.Read(images, rank: 3), digits = IdxFile.Read(labels, rank: 1);
        if (pictures.Dimensions[0] != digits.Dimensions[0])
            throw new InputException($"{images} holds {pictures.Dimensions[0]} pictures, {labels} {digits.Dimensions[0]} labels; they must be as many");
        byte[] values = digits.Elements.ToArray();
        int wrong = Array.FindIndex(values, label => label >= Classes);
        return wrong < 0
            ? new DigitSet(pictures.Dimensions[1], pictures.Dimensions[2], pictures.Elements, values)
            : throw new InputException($"{labels}: label {wrong + 1} is {values[wrong]}; a digit is 0 to 9");
    }
}
