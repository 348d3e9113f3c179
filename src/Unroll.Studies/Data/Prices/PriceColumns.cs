namespace Unroll.Studies.Data.Prices;

/// <summary>Where the columns of a price file lie; found by name, whatever their order and letter case.</summary>
sealed class PriceColumns
{
    public const string Date = "Date";
    public const string Open = "Open";
    public const string High = "High";
    public const string Low = "Low";
    public const string Close = "Close";
    public const string AdjustedClose = "Adj Close";
    public const string Volume = "Volume";

    const int MostListed = 12;
    const int LongestListed = 24;

    /// <summary>Other names of the same column: Nasdaq writes Close/Last.</summary>
    static readonly Dictionary<string, string> s_synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Close/Last"] = Close, ["Adj. Close"] = AdjustedClose, ["Adjusted Close"] = AdjustedClose, ["AdjClose"] = AdjustedClose,
    };

    static readonly string[] s_required = [Date, Open, High, Low, Close];

    readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a header line.</summary>
    /// <exception cref="InputException">A column is missing or there twice.</exception>
    public PriceColumns(string path, long line, string[] header)
    {
        for (int place = 0; place < header.Length; place++)
        {
            string name = header[place].Trim();
            if (!_places.TryAdd(s_synonyms.GetValueOrDefault(name, name), place) && name.Length > 0)
                throw new InputException($"{path}: line {line}: the column {name} is there twice; keep one of them");
        }

        if (s_required.FirstOrDefault(column => !_places.ContainsKey(column)) is { } missing)
            throw new InputException($"{path}: line {line}: there is no column {missing}; found: {List(header)}; needed: {string.Join(", ", s_required)}");
        Count = header.Length;
    }

    /// <summary>Fields of a line.</summary>
    public int Count { get; }

    /// <summary>The place of a column, or null where the provider does not write it.</summary>
    public int? Find(string column) => _places.TryGetValue(column, out int place) ? place : null;

    static string List(string[] header)
    {
        IEnumerable<string> names =
            header.Take(MostListed).Select(name => name.Trim()).Select(name => name.Length > LongestListed ? name[..LongestListed] + "…" : name);
        return string.Join(", ", names) + (header.Length > MostListed ? " …" : "");
    }
}
