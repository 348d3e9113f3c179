using System.Text.RegularExpressions;

namespace Unroll.Studies.Data.Prices;

/// <summary>Where the columns of a price file lie; found by name, whatever their order, letter case and marks.</summary>
sealed partial class PriceColumns
{
    public const string Date = "Date";
    public const string Open = "Open";
    public const string High = "High";
    public const string Low = "Low";
    public const string Close = "Close";
    public const string AdjustedClose = "Adj Close";
    public const string Volume = "Volume";
    public const string Time = "Time";
    public const string Share = "Ticker";

    const int MostListed = 12;
    const int LongestListed = 24;

    /// <summary>
    /// The names of a column in the files of providers, letters and digits alone; those of a later list count where none of an earlier one is there.
    /// </summary>
    static readonly (string Column, string[][] Names)[] s_names =
    [
        (Date, [["date", "datetime", "tradedate"], ["timestamp"], ["day"], ["time"]]),
        (Time, [["time", "hour"]]),
        (Open, [["open", "openprice", "openingprice"]]),
        (High, [["high", "highprice"]]),
        (Low, [["low", "lowprice"]]),
        (Close, [["close", "closelast", "closeprice", "closingprice"], ["price"], ["last", "lastprice"]]),
        (AdjustedClose, [["adjclose", "adjustedclose", "adjcloseprice"]]),
        (Volume, [["volume", "vol"]]),
        (Share, [["ticker", "symbol"], ["name", "stock", "share", "company", "asset", "instrument", "isin", "code"]]),
    ];

    /// <summary>What the first column is called where a program wrote an index without a name.</summary>
    static readonly string[] s_nameless = ["", "index", "unnamed0"];

    static readonly string[] s_required = [Date, Open, High, Low, Close];
    static readonly string[] s_ofAShare = [Open, High, Low, Close, AdjustedClose, Volume];

    readonly Dictionary<string, int> _places = [];

    /// <summary>Reads a header line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">The line's number.</param>
    /// <param name="header">Its cells.</param>
    /// <param name="places">The columns that count; all by default.</param>
    /// <exception cref="InputException">A column is missing or there twice.</exception>
    public PriceColumns(string path, long line, string[] header, IReadOnlyList<int>? places = null)
    {
        string[] plain = [.. header.Select((name, place) => places?.Contains(place) != false ? Plain(name) : "")];
        Count = header.Length;
        IsNasdaq = plain.Contains("closelast");
        if (plain.Where(name => name.Length > 0).CountBy(name => name).FirstOrDefault(name => name.Value > 1) is { Key: { } same })
            throw Twice(Array.FindLastIndex(plain, name => name == same));
        foreach ((string column, string[][] names) in s_names)
        {
            string[]? group = names.FirstOrDefault(group => plain.Any(group.Contains));
            int[] found = group is null ? [] : [.. Enumerable.Range(0, plain.Length).Where(place => group.Contains(plain[place]))];
            if (found.Length > 1)
                throw Twice(found[^1]);
            if (found is [var only] && !_places.ContainsValue(only))
                _places[column] = only;
        }

        if (!_places.ContainsKey(Date) && s_nameless.Contains(Plain(header[0])))
            _places[Date] = 0;
        if (s_required.FirstOrDefault(column => !_places.ContainsKey(column)) is { } missing)
            throw new InputException($"{path}: line {line}: there is no column {missing}; found: {List(header)}; needed: {string.Join(", ", s_required)}");

        InputException Twice(int place) => new($"{path}: line {line}: the column {header[place]} is there twice; keep one of them");
    }

    /// <summary>Cells of a line.</summary>
    public int Count { get; }

    /// <summary>Whether the header is Nasdaq's, which writes the month first.</summary>
    public bool IsNasdaq { get; }

    /// <summary>The place of a column, or null where the provider does not write it.</summary>
    public int? Find(string column) => _places.TryGetValue(column, out int place) ? place : null;

    /// <summary>How many of the columns that are needed a line names.</summary>
    public static int Named(string[] cells)
    {
        string[] plain = [.. cells.Select(Plain)];
        return s_names.Count(column => s_required.Contains(column.Column) && column.Names.Any(group => group.Any(plain.Contains)));
    }

    /// <summary>Whether a cell names a column that each share has.</summary>
    public static bool IsOfAShare(string cell) => s_names.Any(column => s_ofAShare.Contains(column.Column) && column.Names[0].Contains(Plain(cell)));

    /// <summary>Whether a cell names the column of the dates.</summary>
    public static bool IsDate(string cell) => s_names[0].Names[0].Contains(Plain(cell));

    /// <summary>The letters and digits of a name: "&lt;CLOSE&gt;", "4. close" and "Close*" are all close.</summary>
    static string Plain(string name) => string.Concat(Number().Replace(name.Trim(), "").Where(char.IsLetterOrDigit)).ToLowerInvariant();

    static string List(string[] header)
    {
        IEnumerable<string> names = header.Take(MostListed).Select(name => name.Length > LongestListed ? name[..LongestListed] + "…" : name);
        return string.Join(", ", names) + (header.Length > MostListed ? " …" : "");
    }

    [GeneratedRegex(@"^[0-9]+[a-z]?\. ")]
    private static partial Regex Number();
}
