using System.Buffers;
using System.Text.RegularExpressions;

namespace Unroll.Studies.Data.Csv;

/// <summary>
/// A number as it is written, without what stands around its digits. Which of comma and point begins the decimals is not said by one number alone.
/// </summary>
/// <param name="Digits">Sign, digits, commas and points, exponent.</param>
/// <param name="Thousands">The space or apostrophe that stood between thousands; '\0' for none.</param>
/// <param name="Currency">The currency sign before or after it; '\0' for none.</param>
/// <param name="IsPercent">Whether a percent sign follows.</param>
/// <param name="Multiple">1,000 of "1.2K", a million of "1.2M", 1 of others.</param>
readonly partial record struct NumberText(string Digits, char Thousands, char Currency, bool IsPercent, double Multiple)
{
    const string CurrencySigns = "$€£¥₹₩₽₺";
    const string MinusSigns = "-−";

    static readonly SearchValues<char> s_numeric = SearchValues.Create("0123456789.,eE+-");

    /// <summary>Takes a cell apart; null where it is no number, however it is read.</summary>
    public static NumberText? Parse(string cell)
    {
        ReadOnlySpan<char> rest = cell.AsSpan().Trim();
        char currency = '\0', thousands = '\0';
        bool isPercent = false, isNegative = false, isSigned = false;
        double multiple = 1;
        while (rest.Length > 0 && !char.IsAsciiDigit(rest[0]) && rest[0] is not ('.' or ','))
        {
            if (!isSigned && (MinusSigns.Contains(rest[0], StringComparison.Ordinal) || rest[0] == '+'))
                (isSigned, isNegative) = (true, rest[0] != '+');
            else if (currency == '\0' && CurrencySigns.Contains(rest[0], StringComparison.Ordinal))
                currency = rest[0];
            else
                return null;
            rest = rest[1..].TrimStart();
        }

        while (rest.Length > 0 && !char.IsAsciiDigit(rest[^1]) && rest[^1] is not ('.' or ','))
        {
            if (currency == '\0' && CurrencySigns.Contains(rest[^1], StringComparison.Ordinal))
                currency = rest[^1];
            else if (!isPercent && rest[^1] == '%')
                isPercent = true;
            else if (multiple == 1 && MultipleOf(rest[^1]) is { } times)
                multiple = times;
            else
                return null;
            rest = rest[..^1].TrimEnd();
        }

        // A cell that is nothing but digits and a point is its own text: no copy.
        string digits = rest.Length == cell.Length ? cell : rest.ToString();
        if (digits.AsSpan().ContainsAnyExcept(s_numeric))
        {
            Match spaced = Spaced().Match(digits);
            if (!spaced.Success)
                return null;
            thousands = spaced.Groups[1].Value[0];
            digits = digits.Replace(spaced.Groups[1].Value, "", StringComparison.Ordinal);
        }

        var number = new NumberText(isNegative ? "-" + digits : digits, thousands, currency, isPercent, multiple);
        return number.Read('.') is null && number.Read(',') is null ? null : number;
    }

    /// <summary>The number with a point before its decimals and nothing between thousands; null where it cannot be read so.</summary>
    /// <param name="decimalSign">What begins the decimals; the other of comma and point stands between thousands.</param>
    public string? Read(char decimalSign)
    {
        ReadOnlySpan<char> unsigned = Digits.AsSpan().TrimStart('-');
        if (unsigned.Length > 0 && unsigned.IndexOfAnyExceptInRange('0', '9') < 0)
            return Digits;
        Match match = (decimalSign == '.' ? WithPoint() : WithComma()).Match(Digits);
        if (!match.Success)
            return null;
        return decimalSign == '.' ? Digits.Replace(",", "", StringComparison.Ordinal)
            : Digits.Replace(".", "", StringComparison.Ordinal).Replace(',', '.');
    }

    static double? MultipleOf(char letter) => char.ToUpperInvariant(letter) switch { 'K' => 1e3, 'M' => 1e6, 'B' => 1e9, _ => null };

    /// <summary>Spaces of several widths or apostrophes between groups of three.</summary>
    [GeneratedRegex(@"^[0-9]{1,3}([ \u00A0\u2009\u202F'\u2019])[0-9]{3}(?:\1[0-9]{3})*(?:[.,][0-9]*)?$")]
    private static partial Regex Spaced();

    /// <summary>A number begins with no 0 where thousands are marked; India marks them as 12,34,567.</summary>
    [GeneratedRegex("^-?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|"
        + "(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:\\.[0-9]*)?)$")]
    private static partial Regex WithPoint();

    [GeneratedRegex("^-?(?:(?:[0-9]+,?[0-9]*|,[0-9]+)(?:[eE][+-]?[0-9]+)?|"
        + "(?:[1-9][0-9]{0,2}(?:\\.[0-9]{3})+|[1-9][0-9]?(?:\\.[0-9]{2})+\\.[0-9]{3})(?:,[0-9]*)?)$")]
    private static partial Regex WithComma();
}
