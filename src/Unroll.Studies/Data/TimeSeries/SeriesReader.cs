using Unroll.Forecasting;
using Unroll.Studies.Data.Csv;

namespace Unroll.Studies.Data.TimeSeries;

/// <summary>
/// Reads series from tables as spreadsheets, loggers and archives write them: numbers and dates of any country, many series in one file or one in each, gaps.
/// The step is found from the times, which must be regular; a time without a row is a gap.
/// </summary>
public static class SeriesReader
{
    /// <summary>Reads the series of files.</summary>
    /// <param name="data">
    /// The files, gzipped or not, or the name of a data set. Rows of the same series may lie in several files where a column names it.
    /// </param>
    /// <param name="columns">What the columns mean; of wide tables nothing is to be said.</param>
    /// <param name="layout">How a table holds series; a data set knows it.</param>
    /// <param name="format">How the tables are written, as far as that is not to be found out.</param>
    /// <exception cref="InputException">
    /// A file or a cell cannot be read, a column is missing, a series has no values, or its times are not regular; one line with file, line and what would be
    /// right.
    /// </exception>
    public static SeriesCollection Read(
        IReadOnlyList<string> data, SeriesColumns? columns = null, SeriesLayout layout = SeriesLayout.Long, TableFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Count == 0)
            throw new InputException("there is no file to read series from; name a CSV file or a data set");
        IReadOnlyList<string> files = SeriesSet.Locate(data);
        columns ??= new SeriesColumns();
        format ??= new TableFormat();
        bool isWide = SeriesSet.LayoutOf(data, layout) == SeriesLayout.Wide, areNamed = isWide || columns.Series.Length > 0;
        if (isWide)
            RequireNoColumns(files[0], columns);
        SeriesTable[] tables = [.. files.Select(file => (isWide
            ? WideTable.Read(file, columns.Time != SeriesColumns.NoTimes, format) : LongTable.Read(file, columns, format)).OldestFirst())];
        for (int file = 1; file < files.Count; file++)
            RequireAlike(files[0], tables[0], files[file], tables[file]);
        List<string> remarks = [.. files.Zip(tables).SelectMany(pair => Of(pair.First, pair.Second.Remarks, files.Count))];
        SeriesRows[] series = isWide ? Distinct(tables) : areNamed ? Joined(tables) : Separate(files, tables);
        RegularTimes? times = tables[0].HasTimes ? RegularTimes.Find(series, areNamed, files.Count > 1, remarks) : null;
        return Assemble(files, series, tables[0].Columns, times, remarks);
    }

    static void RequireNoColumns(string file, SeriesColumns columns)
    {
        if (columns.Values.Concat(columns.Statics).Append(columns.Time).Append(columns.Series).FirstOrDefault(name => name is not ("" or SeriesColumns.NoTimes))
            is { } named)
            throw new InputException($"{file}: in a wide table every row is a series and no column has a meaning; leave out '{named}', or --layout wide");
    }

    static void RequireAlike(string first, SeriesTable one, string file, SeriesTable other)
    {
        (string[] names, string[] others) = ([.. one.Columns.Values, .. one.Columns.Statics], [.. other.Columns.Values, .. other.Columns.Statics]);
        if (!names.SequenceEqual(others))
            throw new InputException($"{file}: its columns are {string.Join(", ", others)}, those of {first} {string.Join(", ", names)}; call them alike");
        if (one.HasTimes != other.HasTimes)
            throw new InputException($"{(one.HasTimes ? file : first)}: it has no column of times, and {(one.HasTimes ? first : file)} has one; "
                + $"name it with --time, or count rows with --time {SeriesColumns.NoTimes}");
    }

    static SeriesCollection Assemble(
        IReadOnlyList<string> files, IReadOnlyList<SeriesRows> series, SeriesColumns columns, RegularTimes? times, List<string> remarks)
    {
        var assembly = new SeriesAssembly(columns, files.Count > 1);
        (Series Series, SeriesLines Lines)[] made = [.. series.Select((rows, index) => assembly.Build(rows, times?[index].Times, times?[index].Places))];
        return new SeriesCollection([.. made.Select(one => one.Series)], columns, [.. remarks, .. assembly.Remarks])
        {
            Lines = [.. made.Select(one => one.Lines)],
        };
    }

    /// <summary>The rows of each series, from all files: those of the file with the oldest first.</summary>
    static SeriesRows[] Joined(SeriesTable[] tables) =>
    [
        .. tables.SelectMany(table => table.Series).GroupBy(one => one.Name)
            .Select(group => new SeriesRows(group.Key, [.. group.OrderBy(one => one.Rows[0].Moment).SelectMany(one => one.Rows)])),
    ];

    /// <summary>The series of all files, each of which has a row of its own.</summary>
    static SeriesRows[] Distinct(SeriesTable[] tables)
    {
        SeriesRows[] series = [.. tables.SelectMany(table => table.Series)];
        if (series.GroupBy(one => one.Name).FirstOrDefault(group => group.Count() > 1) is not { } twice)
            return series;
        TableCell first = twice.First().Rows[0].Time, second = twice.ElementAt(1).Rows[0].Time;
        throw new InputException($"{second.Path}: line {second.Line}: a series '{twice.Key}' stands in line {first.Line}"
            + $"{(first.Path == second.Path ? "" : $" of {first.Path}")} too; give each a name of its own");
    }

    /// <summary>A series a file; where two files have the same name, each is called by its path.</summary>
    static SeriesRows[] Separate(IReadOnlyList<string> files, SeriesTable[] tables)
    {
        bool areDistinct = tables.DistinctBy(table => table.Series[0].Name).Count() == tables.Length;
        return [.. files.Zip(tables).Select(pair => areDistinct ? pair.Second.Series[0] : pair.Second.Series[0] with { Name = pair.First })];
    }

    static IEnumerable<string> Of(string file, IReadOnlyList<string> remarks, int files) =>
        files == 1 ? remarks : remarks.Select(remark => $"{file}: {remark}");
}
