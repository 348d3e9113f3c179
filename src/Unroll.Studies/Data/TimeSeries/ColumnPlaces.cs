using Unroll.Naming;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>Where in a table the columns of a series are.</summary>
sealed class ColumnPlaces
{
    const int MostListed = 20;

    readonly TableFile _table;
    readonly TableHead _head;
    readonly Dictionary<int, string> _options = [];

    ColumnPlaces(TableFile table, TableHead head) => (_table, _head) = (table, head);

    /// <summary>The columns of times that are asked for; null where one is to be found, or there is none.</summary>
    public int[]? Times { get; private set; }

    /// <summary>The column that names the series; null for none.</summary>
    public int? Series { get; private set; }

    /// <summary>The targets, the known columns and the past ones.</summary>
    public int[] Values { get; private set; } = [];

    /// <summary>The columns of numbers that describe a series.</summary>
    public int[] Statics { get; private set; } = [];

    /// <summary>All columns that have a meaning.</summary>
    public IReadOnlyCollection<int> All => _options.Keys;

    /// <summary>Whether the first whole row holds names: it has one of those asked for, or no value where others have.</summary>
    public bool HasHeader { get; private set; }

    /// <summary>The columns by the names that they have in the series.</summary>
    public SeriesColumns Names { get; private set; } = new();

    /// <summary>Finds the columns.</summary>
    /// <exception cref="InputException">One is not there, named twice, or it is not clear which is meant.</exception>
    public static ColumnPlaces Find(TableFile table, TableHead head, SeriesColumns columns)
    {
        var places = new ColumnPlaces(table, head);
        places.Times = columns.Time is "" or SeriesColumns.NoTimes ? null : places.Take(places.Parts(columns.Time), "--time");
        places.Series = columns.Series.Length == 0 ? null : places.Take(columns.Series, "--series");
        places.Statics = places.Take(columns.Statics, "--static");
        int[] known = places.Take(columns.Known, "--known"), past = places.Take(columns.Past, "--past");
        int[] targets = columns.Targets.Count > 0 ? places.Take(columns.Targets, "--target") : [places.OnlyTarget()];
        places.Values = [.. targets, .. known, .. past];
        places.HasHeader = places.LooksLikeNames(columns);
        string[] Titles(int[] of) => [.. of.Select(place => head.Title(place, places.HasHeader))];
        places.Names = columns with { Targets = Titles(targets), Known = Titles(known), Past = Titles(past), Statics = Titles(places.Statics) };
        return places;
    }

    int[] Take(IReadOnlyList<string> columns, string option) => [.. columns.Select(column => Take(column, option))];

    int Take(string column, string option)
    {
        int place = _head.Numbered(column) ?? _head.Named(column) switch
        {
            [var only] => only,
            [] => throw new InputException(NearestName.Clause($"{_table.Path}: there is no column '{column}' for {option}", column, [.. _head.Cells])),
            var several => throw new InputException($"{_table.Path}: {several.Length} columns are called '{column}'; "
                + $"choose {option} by number, one of {string.Join(", ", several.Select(one => one + 1))}"),
        };
        return _options.TryAdd(place, option) ? place : throw new InputException(
            $"{_table.Path}: the column '{column}' is named twice, by {_options[place]} and {option}; a column has one meaning");
    }

    int OnlyTarget()
    {
        int[] numbers = [.. _head.OfNumbers().Where(place => !_options.ContainsKey(place))];
        if (numbers is not [var only])
            throw new InputException(numbers.Length == 0
                ? $"{_table.Path}: no {(_options.Count > 0 ? "other " : "")}column holds numbers in line {_head.LineBelow}"
                : numbers.Length > MostListed
                ? $"{_table.Path}: {numbers.Length} columns hold numbers; choose with --target, or read a table with a row a series with --layout wide"
                : $"{_table.Path}: several columns hold numbers; choose with --target, of {string.Join(", ", numbers.Select(_head.Choice))}");
        _options.Add(only, "--target");
        return only;
    }

    /// <summary>A time may stand in several columns, whose names have commas between them.</summary>
    string[] Parts(string time) =>
        _head.Named(time).Length > 0 ? [time] : time.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    bool LooksLikeNames(SeriesColumns columns) =>
        columns.Values.Concat(columns.Statics).Concat(Parts(columns.Time)).Append(columns.Series)
            .Any(name => name.Length > 0 && _head.Numbered(name) is null && _head.Named(name).Length > 0)
        || (Values.All(place => NumberText.Parse(_head.Cells[place]) is null) && !(Times ?? []).Any(place => DateText.Parse(_head.Cells[place]) is not null));
}
