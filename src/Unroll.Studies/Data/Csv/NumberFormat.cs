using System.Globalization;

namespace Unroll.Studies.Data.Csv;

/// <summary>How the numbers of a table are written, found from all of them: one that has two commas, or two decimals, tells for all.</summary>
sealed class NumberFormat
{
    /// <summary>Beyond it a number is a mistake; it is exact in double and far inside float's range.</summary>
    const double Largest = 1e15;

    /// <summary>From here on thousands would be marked, if they were anywhere in the table.</summary>
    const double LeastGrouped = 1000;

    readonly char _decimalSign;

    NumberFormat(char decimalSign) => _decimalSign = decimalSign;

    /// <summary>Finds how the numbers are written and tells it where it is not the plain form.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cells">The cells that will be read.</param>
    /// <param name="others">Cells of other columns, which decide where those do not.</param>
    /// <exception cref="InputException">Both readings are possible, or the cells contradict each other.</exception>
    public static NumberFormat Find(TableFile table, IEnumerable<TableCell> cells, IEnumerable<TableCell>? others = null)
    {
        var evidence = new Evidence(cells);
        char? given = table.Format.Decimal switch { DecimalSign.Point => '.', DecimalSign.Comma => ',', _ => null };
        char sign = !table.Format.IsOfAnother && given is { } said ? said
            : evidence.Decide(table) ?? new Evidence(others ?? []).Side ?? given ?? evidence.Undecided(table);
        evidence.Tell(table, sign);
        return new NumberFormat(sign);
    }

    /// <summary>A cell's number.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="example">What would be right: "a price such as 7.6225".</param>
    /// <param name="withMultiple">Whether 1.2M is a number.</param>
    /// <param name="withPercent">Whether 5% is one, of 5.</param>
    /// <exception cref="InputException">It is none, or too large.</exception>
    public double Read(TableCell cell, string example, bool withMultiple = false, bool withPercent = false)
    {
        if (NumberText.Parse(cell.Text) is not { } text || (text.Multiple != 1 && !withMultiple) || (text.IsPercent && !withPercent))
            throw cell.Wrong($"is no number; write {example}");
        if (text.Read(_decimalSign) is not { } digits)
            throw cell.Wrong($"is no number with a decimal {Name(_decimalSign)}; write {example}");
        double number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture) * text.Multiple;
        return Math.Abs(number) <= Largest ? number : throw cell.Wrong("is too large a number: at most 1e15");
    }

    static string Name(char sign) => sign == '.' ? "point" : "comma";

    /// <summary>What a column of cells tells.</summary>
    sealed class Evidence
    {
        TableCell? _point, _comma, _either;
        bool _hasThousands, _hasUngrouped, _hasEitherComma;
        readonly SortedSet<char> _spaces = [];
        readonly Dictionary<char, TableCell> _currencies = [];
        TableCell? _percent, _withoutPercent;

        public Evidence(IEnumerable<TableCell> cells)
        {
            foreach (TableCell cell in cells)
                if (!cell.IsMissing && NumberText.Parse(cell.Text) is { } number)
                    Add(cell, number);
        }

        /// <summary>The decimal sign of the cells, where they agree on one.</summary>
        public char? Side => (_point, _comma) switch { ({ }, null) => '.', (null, { }) => ',', _ => null };

        /// <summary>The decimal sign; null where a comma or a point before three digits is all there is.</summary>
        public char? Decide(TableFile table)
        {
            if (_point is { } point && _comma is { } comma)
                throw new InputException(
                    $"{table.Path}: {comma.InPlace} has a decimal comma, {point.InPlace} a decimal point; "
                    + "write all numbers alike, or say with --decimal which is right");
            return Side ?? (_either is null ? '.' : null);
        }

        /// <summary>A point that can be either is a decimal point where the rest of the table speaks for it; otherwise the user decides.</summary>
        public char Undecided(TableFile table)
        {
            TableCell cell = _either!.Value;
            string digits = NumberText.Parse(cell.Text)!.Value.Digits;
            bool isPoint = digits.Contains('.', StringComparison.Ordinal);
            string plain = digits.Replace(isPoint ? "." : ",", "", StringComparison.Ordinal), split = isPoint ? digits : digits.Replace(',', '.');
            if (isPoint && !_hasEitherComma && (table.Separator == ',' || _hasUngrouped))
            {
                table.Remarks.Add(
                    $"every number with a point has three digits after it: {cell.Shown} was read as {split}; pass --decimal comma if it is {plain}");
                return '.';
            }

            throw new InputException(
                $"{cell.Path}: line {cell.Line}, column {cell.Column}: {cell.Shown} is {split} with a decimal {(isPoint ? "point" : "comma")} and {plain} "
                + $"with a decimal {(isPoint ? "comma" : "point")}, and no number of the table tells which; choose with --decimal point or --decimal comma");
        }

        /// <summary>Tells what is not the plain form.</summary>
        public void Tell(TableFile table, char sign)
        {
            if (sign == ',')
                table.Say("decimal comma");
            bool marks = _hasThousands || (_either is { } either && NumberText.Parse(either.Text)!.Value.Digits.Contains(sign == '.' ? ',' : '.'));
            foreach (string thousands in _spaces.Select(space => space is '\'' or '’' ? "apostrophes" : "spaces").Concat(
                marks ? [sign == '.' ? "commas" : "points"] : []).Distinct())
                table.Say($"{thousands} between thousands");
            if (_currencies.Count > 1)
                throw new InputException($"{table.Path}: {string.Join(" and ", _currencies.Values.Select(cell => cell.InPlace))} are of different currencies");
            if (_percent is { } percent)
                table.Say(_withoutPercent is { } without
                    ? throw new InputException($"{table.Path}: {percent.InPlace} has a percent sign, {without.InPlace} has none; write all numbers alike")
                    : $"percent signs taken off: {percent.Shown} counts as {NumberText.Parse(percent.Text)!.Value.Read(sign)}");
        }

        void Add(TableCell cell, NumberText number)
        {
            string? point = number.Read('.'), comma = number.Read(',');
            if (comma is null)
                _point ??= cell;
            else if (point is null)
                _comma ??= cell;
            else if (point != comma)
            {
                _either ??= cell;
                _hasEitherComma |= number.Digits.Contains(',', StringComparison.Ordinal);
            }
            else
                _hasUngrouped |= number.Thousands == '\0' && Math.Abs(double.Parse(point, CultureInfo.InvariantCulture)) >= LeastGrouped;

            // Of two signs, one at least stands between thousands.
            _hasThousands |= number.Digits.Count('.') + number.Digits.Count(',') > 1;
            if (number.Thousands != '\0')
                _spaces.Add(number.Thousands);
            if (number.Currency != '\0')
                _currencies.TryAdd(number.Currency, cell);
            if (number.IsPercent)
                _percent ??= cell;
            else
                _withoutPercent ??= cell;
        }
    }
}
