using System.Globalization;
using Unroll.Training;

namespace Unroll.Studies.Tables;

/// <summary>A cell of a table: a text, a number, or nothing. CSV and JSON take the number with all its digits, people read the text.</summary>
public readonly record struct Cell
{
    const string Missing = "–";

    readonly string? _text;

    /// <summary>A text, or a number with a form of its own, such as "12 %".</summary>
    /// <param name="text">What people read.</param>
    /// <param name="number">The number that the text shows; null for none.</param>
    public Cell(string text, double? number = null) => (_text, Number) = (text, number);

    /// <summary>A number in the usual form: four decimals, a dash where it is NaN.</summary>
    public Cell(double number) => Number = number;

    /// <summary>The number; null in a cell of text, NaN where a number does not exist.</summary>
    public double? Number { get; }

    /// <summary>What people read.</summary>
    public string Text => _text ?? (Number is not { } number ? "" : double.IsNaN(number) ? Missing : MetricFormat.Format(number));

    /// <summary>What a file holds: the number with all its digits, or the text.</summary>
    public string Content => Number is { } number ? number.ToString(CultureInfo.InvariantCulture) : Text;

    /// <summary>A cell of text.</summary>
    public static implicit operator Cell(string text) => new(text);

    /// <summary>A number in the usual form.</summary>
    public static implicit operator Cell(double number) => new(number);

    /// <summary>A whole number.</summary>
    public static implicit operator Cell(int number) => new(number.ToString(CultureInfo.InvariantCulture), number);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
