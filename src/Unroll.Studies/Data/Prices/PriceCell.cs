using System.Globalization;
using System.Text.RegularExpressions;

namespace Unroll.Studies.Data.Prices;

/// <summary>One cell of a price file: knows where it stands, so that a mistake can be found.</summary>
readonly partial struct PriceCell(string path, long line, string column, string text)
{
    /// <summary>Beyond it a number is a mistake; it is exact in double and far inside float's range.</summary>
    const double Largest = 1e15;

    const int LongestQuoted = 40;

    static readonly string[] s_dateFormats = ["yyyy-MM-dd", "MM/dd/yyyy", "M/d/yyyy"];

    readonly string _text = text.Trim();

    /// <summary>Whether the provider has no value here: Yahoo writes null, Nasdaq N/A, Stooq nothing.</summary>
    public bool IsMissing => _text is "" or "null" or "N/A";

    /// <summary>A day as 2018-12-31 or, Nasdaq's way, 12/31/2018.</summary>
    /// <exception cref="InputException">It is no date.</exception>
    public DateOnly Date() => DateOnly.TryParseExact(_text, s_dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
        ? date
        : throw Wrong("is no date; write a day that exists as 2018-12-31 or 12/31/2018");

    /// <summary>A price above 0, with or without a dollar sign.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public double Price()
    {
        double price = Number("a price such as 7.6225");
        return price > 0 ? price : throw Wrong("is no price: a price is above 0");
    }

    /// <summary>A number of shares, at least 0.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public double Volume()
    {
        double volume = Number("a number of shares such as 493729600");
        return volume >= 0 ? volume : throw Wrong("is no number of shares: it is at least 0");
    }

    double Number(string example)
    {
        string digits = _text.Replace("$", "", StringComparison.Ordinal);

        // A comma is a thousands' separator only where thousands begin: "7,62" is another country's 7.62, not 762.
        if (Grouped().IsMatch(digits))
            digits = digits.Replace(",", "", StringComparison.Ordinal);
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || double.IsNaN(number))
            throw Wrong($"is no number; write {example}");
        return Math.Abs(number) <= Largest ? number : throw Wrong("is too large a number: at most 1e15");
    }

    InputException Wrong(string what)
    {
        string shown = _text.Length > LongestQuoted ? _text[..LongestQuoted] + "…" : _text;
        return new InputException($"{path}: line {line}, column {column}: '{shown.ReplaceLineEndings(" ")}' {what}");
    }

    [GeneratedRegex(@"^-?\d{1,3}(,\d{3})+(\.\d+)?$")]
    private static partial Regex Grouped();
}
